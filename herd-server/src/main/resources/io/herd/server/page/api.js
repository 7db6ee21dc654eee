/** Requests to the API of the server that the page came from. */
import { isShare, prefix, token } from "./session.js";

/** An answer that is no success. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** Sends a request, with a body as JSON or without; gives the answer's JSON, if it has any. */
export async function api(method, path, body) {
  const headers = { Accept: "application/json" };
  if (token() && !isShare) {
    headers.Authorization = `Bearer ${token()}`;
  }
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  // Without credentials of its own the browser does not ask for a password where a token is missing: the page does.
  const answer = await fetch(prefix + path, { method, headers, credentials: "omit", body: body === undefined ? undefined : JSON.stringify(body) });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Problem(answer.status, problem.detail || answer.statusText);
  }
  return answer.status === 204 ? null : answer.json();
}

export const clientPath = segment => `/api/v1/clients/${segment}`;
