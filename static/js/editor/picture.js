// What stands between the brackets of a picture. Its words may hold no sign that would end or divide it.
export function pictureMarkup({ name, alt, size, align, caption }) {
  const told = !alt ? "" : alt === "dekorativ" ? alt : `alt=${plain(alt)}`;
  return [`Fil:${name}`, size && sized(size), align, told, caption && plain(caption)].filter(Boolean).join("|");
}

const sized = (size) => (/^\d+$/.test(String(size)) ? `${size}px` : size);
const plain = (text) => text.replace(/[[\]|\n]/g, " ").replace(/ +/g, " ").trim();
