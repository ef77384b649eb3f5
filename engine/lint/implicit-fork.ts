/** Several flows for one outcome run at once (BPMN's implicit fork). Mostly it is a choice that somebody forgot to draw. */
import { nameOf, type Report, type Rule } from './finding.ts';

export const implicitFork: Rule = {
  name: 'implicit-fork',
  says: 'Several flows leave an element that is no gateway by the same outcome, so all of them are taken.',
  *find({ definition, graph }): Iterable<Report> {
    for (const element of definition.elements) {
      if (element.type.endsWith('Gateway')) continue;
      const counts = new Map<string, number>();
      for (const flow of graph.outgoing(element.id)) {
        counts.set(flow.port ?? '', (counts.get(flow.port ?? '') ?? 0) + 1);
      }
      for (const [port, count] of counts) {
        if (count < 2) continue;
        yield {
          level: 'error',
          element: element.id,
          message: `${count} flows leave “${nameOf(element)}”${port ? ` by “${port}”` : ''} and all would be taken. Draw a parallel gateway, or an exclusive one with conditions.`,
          values: { element: nameOf(element), port, count },
        };
      }
    }
  },
};
