/** Every scenario file there is: those of the shipped processes, and those that show the process language. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Definition } from '#engine/definition.ts';
import type { Scenario } from '#engine/rehearsal/index.ts';
import { shippedProcesses, shippedScenarios } from '#rules/shipped/index.ts';

export type Story = {
  readonly title: string;
  readonly definition: Definition;
  readonly scenario: Scenario;
  readonly isShipped: boolean;
};

const folder = new URL('language/', import.meta.url);

const ofTheLanguage = readdirSync(folder).flatMap((file): Story[] => {
  const { definition, scenarios } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
    definition: Definition;
    scenarios: Scenario[];
  };
  return scenarios.map((scenario) => ({
    title: `${definition.name}: ${scenario.name}`,
    definition,
    scenario,
    isShipped: false,
  }));
});

const shipped = shippedScenarios.map((scenario): Story => {
  const definition = shippedProcesses.find(({ key }) => key === scenario.process);
  if (!definition) throw new Error(`“${scenario.name}” tells of no shipped process`);
  return { title: `${definition.name}: ${scenario.name}`, definition, scenario, isShipped: true };
});

export const STORIES: readonly Story[] = [...shipped, ...ofTheLanguage];
