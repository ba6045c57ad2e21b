/** Documents that were told of are not told of again; more than these are not told of at all. */
const MAX_REPORTED = 1_000;

/** Tells, once each, of documents that another program broke: they are passed over, and whoever runs Dwell should know. */
export class BrokenDocuments {
  private readonly reported = new Set<string>();

  constructor(
    private readonly collection: string,
    private readonly warn: (message: string) => void,
  ) {}

  report(id: unknown): void {
    const name = String(id);
    if (this.reported.has(name) || this.reported.size >= MAX_REPORTED) return;
    this.reported.add(name);
    this.warn(`${this.collection}: the document ${name} can not be read and is passed over`);
  }
}
