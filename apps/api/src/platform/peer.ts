import { type Answer, type Call, Calls, type Outcome } from './calls.js';

/** A connection between two processes or threads that carries structured clones in order, in both directions. */
export interface Channel {
  send(message: unknown): void;
  /** Passes each message of the other end to `listener` from now on. */
  listen(listener: (message: unknown) => void): void;
}

type Message = { readonly call: Call } | { readonly answer: Answer };

/** One end of a channel. Each end can call methods of the other. */
export class Peer {
  private readonly calls: Calls;

  /** @param answer runs a method that the other end calls */
  constructor(channel: Channel, answer: (method: string, args: readonly unknown[]) => Promise<Outcome>) {
    this.calls = new Calls((call) => {
      channel.send({ call } satisfies Message);
    });
    channel.listen((message) => {
      const received = message as Message;
      if ('answer' in received) {
        this.calls.settle(received.answer);
        return;
      }
      const [number, method, args] = received.call;
      void answer(method, args).then((outcome) => {
        channel.send({ answer: [number, outcome] } satisfies Message);
      });
    });
  }

  /** Calls a method of the other end. Resolves to how the call ended, and never rejects. */
  call(method: string, ...args: readonly unknown[]): Promise<Outcome> {
    return this.calls.run(method, args);
  }

  /** Must be called when the other end is gone. Ends all waiting and all later calls with this error. */
  end(error: Error): void {
    this.calls.end(error);
  }
}
