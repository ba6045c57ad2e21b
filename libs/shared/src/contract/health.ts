/** GET /healthz and GET /readyz */
export interface HealthAnswer {
  /** Always `ok`: a server that is not answers with an error. */
  status: 'ok';
}
