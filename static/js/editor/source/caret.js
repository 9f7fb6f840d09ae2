// Where on the screen a place in a textarea is: a copy of the box, invisible, with a sign at the place.
const COPIED = [
  "boxSizing", "width", "borderTopWidth", "borderRightWidth", "borderBottomWidth", "borderLeftWidth", "paddingTop",
  "paddingRight", "paddingBottom", "paddingLeft", "fontFamily", "fontSize", "fontStyle", "fontWeight", "fontStretch",
  "fontVariantLigatures", "letterSpacing", "lineHeight", "tabSize", "textIndent", "wordSpacing", "direction", "textAlign",
];

export function caretRect(textarea, offset) {
  const style = getComputedStyle(textarea);
  const copy = document.createElement("div");
  for (const name of COPIED) copy.style[name] = style[name];
  Object.assign(copy.style, { position: "absolute", top: "0", left: "0", visibility: "hidden", whiteSpace: "pre-wrap" });
  Object.assign(copy.style, { overflowWrap: "break-word", borderStyle: "solid", width: `${textarea.offsetWidth}px` });
  copy.style.width = `${textarea.clientWidth + parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth)}px`;
  const sign = document.createElement("span");
  sign.textContent = "\u200b";
  copy.append(textarea.value.slice(0, offset), sign, textarea.value.slice(offset).match(/^\S*/)[0]);
  document.body.append(copy);
  const place = { left: sign.offsetLeft, top: sign.offsetTop, height: sign.offsetHeight };
  copy.remove();
  const box = textarea.getBoundingClientRect();
  return new DOMRect(box.left + place.left - textarea.scrollLeft, box.top + place.top - textarea.scrollTop, 1, place.height);
}
