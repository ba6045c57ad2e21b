/** The secret that signs session ids. */
export const SECRET = 'a secret of this run, 32 characters or more';

/** The data of a session; about 300 bytes as JSON. */
export interface Visitor {
  user: { id: string; name: string; email: string; roles: string[]; locale: string; timeZone: string };
  loggedInAt: string;
  csrfToken: string;
  lastView: string[];
  /** The number of saves since the login. */
  saves: number;
}

/** The body of a response. */
export interface VisitorAnswer {
  readonly id: string;
  readonly name: string;
  readonly saves: number;
}

/** The number of saves of each visitor, by user id. */
export type Tally = Readonly<Record<string, number>>;

export const visitorOf = (id: string): Visitor => ({
  user: {
    id,
    name: `Visitor ${id} of the site`,
    email: `visitor-${id}@example.org`,
    roles: ['operator', 'analyst'],
    locale: 'en-GB',
    timeZone: 'Europe/Paris',
  },
  loggedInAt: new Date().toISOString(),
  csrfToken: 'a7c1f0c46d0b4c2f9a4e0b8a53d9e8b2',
  lastView: ['/view/service-weather', 'Production'],
  saves: 0,
});

export const answerOf = ({ user, saves }: Visitor): VisitorAnswer => ({
  id: user.id,
  name: user.name,
  saves,
});

/** Counts the saves of each visitor outside the sessions. The counts in the sessions are compared with these. */
export class SaveCounter {
  private readonly saves = new Map<string, number>();

  add({ user: { id } }: Visitor): void {
    this.saves.set(id, (this.saves.get(id) ?? 0) + 1);
  }

  tally(): Tally {
    return Object.fromEntries(this.saves);
  }
}
