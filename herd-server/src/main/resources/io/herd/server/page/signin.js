/** Lets the user show a token, or forget it. */
import { element } from "./dom.js";
import { isShare, signIn, signOut, token } from "./session.js";
import { texts } from "./texts.js";

/** Asks for a token, and says why. */
export function askForToken(reason) {
  const dialog = document.getElementById("sign-in");
  if (dialog.open || isShare) {
    return;
  }
  const input = element("input", { type: "password", autocomplete: "off", "aria-label": texts.token, placeholder: texts.token, required: true });
  const done = () => location.reload();
  dialog.replaceChildren(element("form", {
    method: "dialog",
    onsubmit: () => {
      signIn(input.value);
      done();
    },
  }, element("h2", {}, texts.signIn), element("p", {}, reason), input,
  element("p", { class: "buttons" }, element("button", {}, texts.signIn), token()
    ? element("button", { type: "button", onclick: () => { signOut(); done(); } }, texts.signOut)
    : element("button", { type: "button", onclick: () => dialog.close() }, texts.cancel))));
  dialog.showModal();
}
