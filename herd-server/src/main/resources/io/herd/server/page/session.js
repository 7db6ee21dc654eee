/** The token of whoever looks: from the address of a share, or typed in and kept until the tab is closed. */

const KEY = "herd.token";
const inPath = location.pathname.match(/^\/t\/([^/]+)/);

export function token() {
  return inPath ? decodeURIComponent(inPath[1]) : sessionStorage.getItem(KEY) || "";
}

/** Before the path of requests: what shows the token of a share, whose letters a header may not have. */
export const prefix = inPath === null ? "" : inPath[0];

/** Whether the token came with the address: then it cannot be changed here. */
export const isShare = inPath !== null;

export function signIn(text) {
  sessionStorage.setItem(KEY, text.trim());
}

export function signOut() {
  sessionStorage.removeItem(KEY);
}
