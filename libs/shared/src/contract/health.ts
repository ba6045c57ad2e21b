/** GET /healthz and GET /readyz */
export interface HealthAnswer {
  /** Always `ok`: a server that is not ready answers with an error instead. */
  status: 'ok';
}
