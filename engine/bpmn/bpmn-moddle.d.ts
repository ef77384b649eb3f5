/** The part of bpmn-moddle that is used here; the package's own types are not exported from its entry. */
declare module 'bpmn-moddle' {
  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    create(type: string, properties?: Readonly<Record<string, unknown>>): unknown;
    fromXML(xml: string): Promise<{
      rootElement: unknown;
      warnings: readonly {
        message: string;
        element?: unknown;
        property?: string;
        value?: string;
      }[];
    }>;
    toXML(element: unknown, options?: { format?: boolean }): Promise<{ xml: string }>;
  }
}
