// Requests to the service that this page came from.
import * as credential from './credential.js';

const PATIENCE_MS = 10_000;

/** A request that got no answer, or another than was hoped for. */
export class Failure extends Error {
  /** `status` is 0 where there was no answer. */
  constructor(status, detail, errors = [], retryAfter = 0) {
    super(detail);
    this.status = status;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }

  get needsCredential() {
    return this.status === 401;
  }
}

/** The JSON of a route, and the version of the model that it speaks of. */
export async function get(path) {
  const response = await ask(path, { headers: { Accept: 'application/json' } });
  return { body: await response.json(), version: response.headers.get('X-Model-Version') };
}

/** The text of a route. */
export async function getText(path) {
  return (await ask(path, {})).text();
}

/** Sends JSON that is text already, because numbers go as they were typed. */
export async function post(path, json) {
  const response = await ask(path, {
    method: 'POST', body: json, headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
  });
  return response.json();
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(new URL(path, document.baseURI), {
      ...options,
      headers: { ...options.headers, ...credential.headers() },
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch {
    throw new Failure(0, 'The service does not answer');
  }
  if (!response.ok) {
    throw await failure(response);
  }
  return response;
}

async function failure(response) {
  const retryAfter = Number(response.headers.get('Retry-After')) || 0;
  try {
    const problem = await response.json();
    return new Failure(response.status, String(problem.detail ?? problem.title), problem.errors ?? [], retryAfter);
  } catch {
    return new Failure(response.status, `The service answered ${response.status}`, [], retryAfter);
  }
}
