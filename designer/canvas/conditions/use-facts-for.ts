/** What conditions of a process may ask about, with what the tenant has: rulesets, catalog forms, queues. */
import { useCallback } from 'react';
import type { Fact } from '#designer/ui/conditions/facts.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Definition } from '#engine/definition.ts';
import { useDirectory } from '../panel/directory.ts';
import { variablesOf } from '../rulesets/variables.ts';
import { factsOf } from './facts.ts';

export const useFactsFor = (): ((definition: Definition) => readonly Fact[]) => {
  const say = useSay();
  const directory = useDirectory();
  return useCallback(
    (definition: Definition) =>
      factsOf(say, definition, {
        rulesets: Object.fromEntries(
          directory.rulesets.map(({ key, ruleset }) => [key, variablesOf(ruleset)]),
        ),
        catalogForm: catalogFormOf(definition, directory.catalogForms),
        customForms: customFormsOf(definition, directory.catalogForms),
        queues: directory.queue,
      }),
    [say, directory],
  );
};

type Forms = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Where the process is bound to no item, a ticket of any of them may come its way. */
const customFormsOf = (definition: Definition, forms: Forms) => {
  const bound = catalogFormOf(definition, forms);
  return bound ? [bound] : Object.values(forms);
};

const catalogFormOf = (definition: Definition, forms: Forms) => {
  for (const element of definition.elements) {
    if (element.type !== 'startEvent' || element.trigger.type !== 'ticketCreated') continue;
    const { catalogItem } = element.trigger;
    if (catalogItem && forms[catalogItem]) return forms[catalogItem];
  }
  return undefined;
};
