/**
 * An error in the form in which it is sent to another thread or process, because sending an Error would drop its code
 * and its cause. Clients never see this form.
 */
export interface CarriedError {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  /** The message of the error's cause. */
  readonly cause: string | undefined;
  readonly stack: string | undefined;
}

export const carryError = (error: unknown): CarriedError => {
  const { name, message, code, cause, stack } = error as Partial<Record<keyof CarriedError, unknown>>;
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message : String(error),
    code: typeof code === 'string' ? code : undefined,
    cause: cause instanceof Error ? cause.message : undefined,
    stack: typeof stack === 'string' ? stack : undefined,
  };
};

/**
 * Returns the cause for the error that is thrown on this side. In the log it shows where the carried error was thrown.
 */
export const causeOf = ({ message, code, stack }: CarriedError): Error =>
  Object.assign(new Error(message), { code }, stack === undefined ? {} : { stack });

/** How a call to another thread or process ended. */
export type Outcome =
  readonly [kind: 'returned', value: unknown] | readonly [kind: 'threw', error: CarriedError];

/** Runs `work`, and resolves to how it ended. Never rejects. */
export const outcomeOf = async (work: () => unknown): Promise<Outcome> => {
  try {
    return ['returned', await work()];
  } catch (error) {
    return ['threw', carryError(error)];
  }
};

/** A numbered call. Its answer carries the same number. */
export type Call = readonly [call: number, method: string, args: readonly unknown[]];
export type Answer = readonly [call: number, outcome: Outcome];

/** The caller's side of calls to another thread or process. */
export class Calls {
  private readonly waiting = new Map<number, (outcome: Outcome) => void>();
  private lastCall = 0;
  private ended: Outcome | undefined;

  constructor(private readonly send: (call: Call) => void) {}

  /** Resolves to how the call ended: it `threw` also if its arguments can't be sent. Never rejects. */
  run(method: string, args: readonly unknown[]): Promise<Outcome> {
    return new Promise((resolve) => {
      if (this.ended) {
        resolve(this.ended);
        return;
      }
      const call = ++this.lastCall;
      try {
        this.send([call, method, args]);
        this.waiting.set(call, resolve);
      } catch (error) {
        resolve(['threw', carryError(error)]);
      }
    });
  }

  settle([call, outcome]: Answer): void {
    this.waiting.get(call)?.(outcome);
    this.waiting.delete(call);
  }

  /** Ends all waiting and all later calls with this error. */
  end(error: Error): void {
    const ended: Outcome = (this.ended ??= ['threw', carryError(error)]);
    for (const resolve of this.waiting.values()) resolve(ended);
    this.waiting.clear();
  }
}
