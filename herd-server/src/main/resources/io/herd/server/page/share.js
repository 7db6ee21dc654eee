/** Makes an address that shows others one client for a while. */
import { api, clientPath } from "./api.js";
import { copied, element, notice } from "./dom.js";
import { isShare } from "./session.js";
import { texts } from "./texts.js";

const HOUR = 3600;
const HOURS = [1, 8, 24, 168];
const USUAL = 24;

/** What shares a client: for how long, and the address once it is made. None for whoever has only a share, which nobody can hand on. */
export function shareControls(segment) {
  if (isShare) {
    return [];
  }
  const duration = element("select", { "aria-label": texts.shareDuration },
    ...HOURS.map(hours => element("option", { value: hours * HOUR, selected: hours === USUAL && "" }, texts.hours(hours))));
  const made = element("div", { class: "made", role: "status" });
  const button = element("button", { onclick: () => share(segment, Number(duration.value), made) }, texts.share);
  return [element("p", { class: "buttons" }, button, duration), made];
}

async function share(segment, seconds, made) {
  try {
    const { path, until } = await api("POST", `${clientPath(segment)}/shares`, { seconds });
    const link = `${location.origin}${path}#client=${encodeURIComponent(segment)}&follow`;
    const field = element("input", { readonly: "", value: link, "aria-label": texts.shareLink, onfocus: () => field.select() });
    made.replaceChildren(texts.shareEnds(new Date(until)), field);
    if (await copied(link)) {
      notice(texts.copied);
    } else {
      field.focus();
      notice(texts.copyShare);
    }
  } catch (problem) {
    made.replaceChildren(problem.status === 401 || problem.status === 403 ? texts.mayNotShare : problem.message);
  }
}
