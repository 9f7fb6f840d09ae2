// How long ago a moment was, in the language of the page: "för 12 minuter sedan".
const STEPS = [["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]];
// One of something is a word, as the server says it too; Intl would write a digit ("för 1 minut sedan").
const ONE = {
  sv: { day: "för en dag sedan", hour: "för en timme sedan", minute: "för en minut sedan", second: "för en sekund sedan" },
  nb: { day: "for en dag siden", hour: "for en time siden", minute: "for ett minutt siden", second: "for ett sekund siden" },
  en: { day: "a day ago", hour: "an hour ago", minute: "a minute ago", second: "a second ago" },
};

export function ago(at, now = Date.now(), language = document.documentElement.lang) {
  const seconds = Math.max(1, Math.round((now - at) / 1000));
  // A step is taken where its number rounds to one, so that nobody reads "60 minutes".
  const [unit, size] = STEPS.find(([, each]) => each === 1 || Math.round(seconds / (each / 60)) >= 60);
  const count = Math.max(1, Math.round(seconds / size));
  return (count === 1 && ONE[language]?.[unit]) || new Intl.RelativeTimeFormat(language).format(-count, unit);
}
