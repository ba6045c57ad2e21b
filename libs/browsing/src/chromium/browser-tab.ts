import type { DevToolsPipe } from './devtools-pipe.js';

interface RemoteValue {
  readonly value?: unknown;
  readonly description?: string;
}

interface Thrown {
  readonly text: string;
  readonly exception?: RemoteValue;
}

export class BrowserTab {
  /** The errors on the tab's pages: those in the console, and uncaught ones. */
  readonly problems: string[] = [];

  private constructor(
    private readonly devTools: DevToolsPipe,
    private readonly targetId: string,
    private readonly sessionId: string,
  ) {}

  static async attach(devTools: DevToolsPipe, targetId: string): Promise<BrowserTab> {
    const { sessionId } = await devTools.send('Target.attachToTarget', { targetId, flatten: true });
    const tab = new BrowserTab(devTools, targetId, String(sessionId));
    tab.watchProblems();
    await Promise.all(
      ['Page.enable', 'Runtime.enable', 'Network.enable', 'Log.enable'].map((each) => tab.send(each)),
    );
    return tab;
  }

  /** Runs `script` in every document that the tab loads from now on, before the document's own scripts. */
  async runBefore(script: string): Promise<void> {
    await this.send('Page.addScriptToEvaluateOnNewDocument', { source: script });
  }

  /** Loads `url`. Resolves when the document has begun to load. @throws Error if it can't be loaded */
  async goTo(url: string): Promise<void> {
    const { errorText } = await this.send('Page.navigate', { url });
    if (typeof errorText === 'string') throw new Error(`${url}: ${errorText}`);
  }

  async reload(): Promise<void> {
    await this.send('Page.reload');
  }

  /** Evaluates `expression` on the page and returns its awaited value. @throws Error with the page's error message */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = (await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    })) as { result: { value: T }; exceptionDetails?: { exception?: { description?: string } } };
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description ?? ''}`);
    return result.value;
  }

  /** Brings the tab to the front of its window, which hides the window's other tabs. */
  async activate(): Promise<void> {
    await this.devTools.send('Target.activateTarget', { targetId: this.targetId });
  }

  /** Freezes the page, as browsers freeze background pages to save memory. */
  async freeze(): Promise<void> {
    await this.send('Page.setWebLifecycleState', { state: 'frozen' });
  }

  async resume(): Promise<void> {
    await this.send('Page.setWebLifecycleState', { state: 'active' });
  }

  /** Disconnects the tab from the network, or connects it again. */
  async setOffline(offline: boolean): Promise<void> {
    const unlimited = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
    await this.send('Network.emulateNetworkConditions', { offline, ...unlimited });
  }

  async press(key: string): Promise<void> {
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', key });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', key });
  }

  async close(): Promise<void> {
    await this.devTools.send('Target.closeTarget', { targetId: this.targetId });
  }

  private send(method: string, params?: object): Promise<Record<string, unknown>> {
    return this.devTools.send(method, params, this.sessionId);
  }

  private watchProblems(): void {
    this.on<{ exceptionDetails: Thrown }>('Runtime.exceptionThrown', ({ exceptionDetails }) => {
      this.problems.push(`${exceptionDetails.text} ${exceptionDetails.exception?.description ?? ''}`.trim());
    });
    this.on<{ type: string; args: RemoteValue[] }>('Runtime.consoleAPICalled', ({ type, args }) => {
      if (type !== 'error') return;
      this.problems.push(
        args.map(({ value, description }) => description ?? JSON.stringify(value)).join(' '),
      );
    });
    this.on<{ entry: { level: string; text: string; url?: string } }>('Log.entryAdded', ({ entry }) => {
      if (entry.level === 'error') this.problems.push(`${entry.text} ${entry.url ?? ''}`.trim());
    });
  }

  private on<Params>(method: string, listener: (params: Params) => void): void {
    this.devTools.on(`${this.sessionId} ${method}`, listener);
  }
}
