/** What keys do. */
import { toggleTheme } from "./theme.js";

export function listenToKeys(app) {
  const views = { c: "clients", f: "fences", h: "herd" };
  addEventListener("keydown", event => {
    const isTyping = event.target.matches("input, textarea") || event.ctrlKey || event.metaKey || event.altKey;
    if (event.key === "Escape") {
      if (!app.list.clear()) {
        app.select(null);
      }
      event.target.blur?.();
    } else if (isTyping) {
      return;
    } else if (event.key === "/") {
      event.preventDefault();
      app.show("clients");
      app.list.focus();
    } else if (event.key === "l") {
      app.follow(!app.following);
    } else if (event.key === "t") {
      toggleTheme();
    } else if (views[event.key]) {
      app.show(views[event.key]);
    }
  });
}
