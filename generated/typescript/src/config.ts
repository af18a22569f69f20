// DO NOT EDIT. Compiled from openapi/ by `make generate`.

import { type Client, type ClientOptions, type Config, createClient, createConfig } from './api/client/index.js';
import { BINARY_PATHS, SERVERS } from './document.js';

/**
 * Why a call failed. The response's own fields come in addition, as in the types of `error`.
 */
export class ApiError extends Error {
  override name = 'ApiError';

  /**
   * @param message What was being done and how it ended.
   * @param status The HTTP status; undefined when there was no answer.
   * @param body The answer's body: parsed, where it is JSON.
   */
  constructor(
    message: string,
    readonly status?: number,
    readonly body?: unknown,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * What every client begins with: it follows no redirect, since `createFile` is answered with one
 * that says where the bytes go, and must not be followed.
 */
export const createClientConfig = <T extends ClientOptions>(
  override?: Config<ClientOptions & T>,
): Config<Required<ClientOptions> & T> =>
  ({
    redirect: 'manual',
    requestValidator: checkPath,
    ...override,
  }) as Config<Required<ClientOptions> & T>;

/** Refuses what would make another address of a path. */
async function checkPath(request: unknown): Promise<void> {
  const { path } = request as { path?: Record<string, unknown> };
  for (const [name, value] of Object.entries(path ?? {})) {
    if (['', '.', '..'].includes(String(value))) throw new TypeError(`${name} may not be ${JSON.stringify(value)}`);
  }
}

/**
 * A client with your key. Pass it to every call as `client`.
 *
 * @param apiKey The API key; it is sent to `baseUrl` alone.
 * @param config Whatever else `fetch` and the client take, such as `baseUrl` or `signal`.
 * @throws TypeError The key is missing or malformed, or `baseUrl` is no address.
 */
export const connect = (apiKey: string, config: Config = {}): Client => {
  // The message is without the key: messages end up in logs.
  if (!/^[!-~]+$/.test(apiKey)) {
    throw new TypeError('the API key is missing, or has a character that no key has, such as a line feed');
  }
  const baseUrl = (config.baseUrl ?? SERVERS[0]).replace(/\/+$/, '');
  if (!/^https?:\/\/./.test(baseUrl)) throw new TypeError(`${baseUrl} is no address, such as ${SERVERS[0]}`);
  const client = createClient(createConfig(createClientConfig({ auth: apiKey, ...config, baseUrl })));

  client.interceptors.error.use((error, response, _request, options) => {
    const call = `${options.method} ${options.url}`;
    if (!response) return new ApiError(`${call} had no answer from ${baseUrl}: ${reason(error)}`, undefined, undefined, { cause: error });
    const isObject = typeof error === 'object' && error !== null;
    const text = isObject ? JSON.stringify(error) : String(error);
    const failure = new ApiError(`${call} was answered with ${response.status}: ${text}`, response.status, error);
    return isObject ? Object.assign(failure, error) : failure;
  });

  // The type of an answer follows from the call, not from what the server says that it is.
  client.interceptors.response.use(async (response, _request, options) => {
    if (options.parseAs === 'auto') options.parseAs = BINARY_PATHS.has(options.url) ? 'blob' : 'json';
    if (response.ok && options.parseAs === 'json') {
      const text = await response.clone().text();
      try {
        JSON.parse(text);
      } catch {
        const what = `${options.method} ${options.url} was answered with ${response.status} and a body that is not JSON`;
        throw new ApiError(`${what}: ${text.slice(0, 200)}`, response.status, text);
      }
    }
    return response;
  });
  return client;
};

/** The message of `fetch` and of its cause: "fetch failed" alone does not help. */
function reason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause ? `${String(error)} (${String(cause)})` : String(error);
}
