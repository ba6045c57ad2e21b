/** Nothing can be reported to this server as it was asked for; the message is for whoever runs the program. */
export class ReportingError extends Error {
  override readonly name = 'ReportingError';
}
