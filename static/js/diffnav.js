// In a history, the older of the two chosen revisions stays older than the newer one. Rows run from newest to oldest.
export default function diffnav(form) {
  const radios = (name) => [...form.querySelectorAll(`input[type=radio][name=${name}]`)];
  const row = (radio) => [...form.querySelectorAll("li")].indexOf(radio.closest("li"));
  const chosen = (name) => radios(name).find((radio) => radio.checked);

  const keepOrder = () => {
    const older = chosen("old");
    const newer = chosen("new");
    for (const radio of radios("old")) radio.disabled = Boolean(newer) && row(radio) <= row(newer);
    for (const radio of radios("new")) radio.disabled = Boolean(older) && row(radio) >= row(older);
  };
  form.addEventListener("change", keepOrder);
  addEventListener("pageshow", keepOrder); // the browser may have filled the form in again
  keepOrder();
}
