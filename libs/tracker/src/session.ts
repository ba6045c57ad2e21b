export interface SessionOptions<T extends object = Record<string, unknown>> {
  /**
   * Where the sessman API is: `https://dwell.example/sessman`. Always give it. The default, a private host of the original
   * class's author, is kept only because options and defaults are promised to be the original's.
   */
  base_url: string;
  /** An API key or a token, sent as bearer token. Default: null, none is sent. */
  auth: string | null;
  /** What the session starts with. Default: `{}`. */
  data: T;
}

/**
 * One session of the sessman API: data by user that the server keeps until it has not been updated for a while.
 * Names, defaults and requests are those of the class that the API was made for, which is why some are in snake case.
 *
 * No request throws: one that fails says so on the console, and leaves `data` as it is. One that succeeds replaces
 * `data` by the server's, so wait for it before you change more.
 */
export class Session<T extends object = Record<string, unknown>> {
  options: SessionOptions<T>;
  base_url: string;
  user: string;
  /** Change it freely, then call {@link updateSession}. It must be what JSON can say. */
  data: T;
  /** As the server gave it; none before {@link createSession} has succeeded. */
  session_id?: string;

  /** Asks the server for nothing yet: {@link create} does. */
  constructor(user: string, options?: Partial<SessionOptions<T>>) {
    this.options = { base_url: 'http://hp.ducksfeet.com:6123/sessman', auth: null, data: {} as T };
    if (typeof options === 'object') Object.assign(this.options, options);
    this.base_url = this.options.base_url;
    this.user = user;
    this.data = this.options.data;
  }

  /** A session that the server knows; one without `session_id` where that failed. */
  static async create<T extends object = Record<string, unknown>>(
    user: string,
    options?: Partial<SessionOptions<T>>,
  ): Promise<Session<T>> {
    const session = new Session(user, options);
    await session.createSession();
    return session;
  }

  /**
   * `base_url/command?name=value&…`, encoded. A parameter that is undefined is left out.
   * @throws URIError where a name or a value has a lone surrogate
   */
  get_command_url(command: string, parameters?: object | null): string {
    const query = Object.entries(parameters ?? {})
      .filter(([, value]) => value !== undefined)
      .map((pair) => pair.map(encodeURIComponent).join('='));
    return `${this.base_url}/${command}?${query.join('&')}`;
  }

  /**
   * Posts `{data}`, or nothing where it is undefined. Resolves to the JSON of the answer, to its text where it is no
   * JSON, and to null where the request failed.
   */
  async get_data(command: string, parameters?: object | null, data?: unknown): Promise<unknown> {
    const { auth } = this.options;
    try {
      const answer = await fetch(this.get_command_url(command, parameters), {
        method: 'POST',
        headers: {
          'Content-type': 'text/javascript',
          ...(auth && { Authorization: `Bearer ${auth}` }),
        },
        body: data === undefined ? '' : JSON.stringify({ data }),
      });
      if (answer.ok) return parse(await answer.text());
      complain(`The request "${command}" failed with status ${answer.status}`);
    } catch (error) {
      complain(`The request "${command}" failed:`, error);
    }
    return null;
  }

  /** Has the server make a session of `user` and `data`. */
  async createSession(): Promise<void> {
    const answer = await this.get_data('new', { user: this.user }, this.data);
    const id = isObject(answer) && answer['session_id'];
    if (id && typeof id === 'string' && this.adopt(answer)) this.session_id = id;
    else complain('No session was created. The answer was:', answer);
  }

  /** Has the server replace the session's data by `data`; the session expires later then. */
  async updateSession(): Promise<void> {
    const answer = await this.get_data('update', { session_id: this.session_id }, this.data);
    if (!this.adopt(answer)) complain('The session was not updated. The answer was:', answer);
  }

  /**
   * Fetches the data of the session that `session_id` names, after a reload for example: see the README. Resolves to
   * whether there was such a session: none where it has expired, or is another user's.
   */
  async getSession(): Promise<boolean> {
    const { session_id, user } = this;
    return !!session_id && this.adopt(await this.get_data('get', { session_id, userid: user }));
  }

  /** Takes over the data that an answer brings; whether it brings any. */
  private adopt(answer: unknown): boolean {
    const data = isObject(answer) && answer['data'];
    if (!isObject(data)) return false;
    this.data = data as T;
    return true;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

// eslint-disable-next-line no-console -- as the original does: nothing is thrown that a caller could catch
const complain = (...words: unknown[]): void => console.error(...words);
