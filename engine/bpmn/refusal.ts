/** Why a document or a definition was refused. Anything short of that is told in the report instead. */
export const REFUSALS = {
  not_xml: 'It is no well-formed XML.',
  not_bpmn: 'It is XML, but holds no BPMN 2.0 definitions.',
  too_large: 'It is larger, deeper, or has more elements than a process may have.',
  doctype: 'It declares a document type or entities, which are never expanded.',
  no_process: 'It holds no process with elements.',
  unknown_process: 'It holds no process with the id that was asked for.',
} as const;

export type Refusal = keyof typeof REFUSALS;

export class BpmnError extends Error {
  readonly code: Refusal;

  constructor(code: Refusal, message: string) {
    super(message);
    this.name = 'BpmnError';
    this.code = code;
  }
}
