// Places in the text. The wiki counts whole characters, the browser counts halves of some (an emoji is two).

/** The findings of `text` with the browser's places, and with the words that each is about. */
export function placed(findings, text) {
  const at = counter(text);
  return findings.map((finding) => {
    const [start, end] = [at(finding.start), at(finding.end)];
    const about = text.slice(start, end);
    const fixes = finding.fixes.map((fix) => {
      const [from, to] = [at(fix.start), at(fix.end)];
      return { ...fix, from, to, before: text.slice(from, to) };
    });
    return { ...finding, start, end, about, fixes, key: `${finding.code}:${about || finding.title}` };
  });
}

function counter(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => offset;
  const letters = [...text];
  return (offset) => letters.slice(0, offset).join("").length;
}

/** Where the words `about`, which stood at `start`, stand in `text` now; -1 where they are gone. */
export function whereNow(text, about, start) {
  if (text.startsWith(about, start)) return start;
  let nearest = -1;
  for (let at = text.indexOf(about); about && at !== -1; at = text.indexOf(about, at + 1)) {
    if (nearest === -1 || Math.abs(at - start) < Math.abs(nearest - start)) nearest = at;
  }
  return nearest;
}
