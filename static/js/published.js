// Lets go of the copy on this device when the page after sending says that the text is published.
import { letGo, takeSent } from "./editor/drafts/local.js";

export default function published() {
  const copy = takeSent();
  if (copy) letGo(copy.key, copy.text);
}
