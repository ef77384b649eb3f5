/**
 * What every tenant has from the start, as data: processes, the rulesets they run, and the catalog item that begins
 * one. Ordinary definitions that anybody may change; a test holds them free of findings and plays them to their ends.
 */

import type { Question } from '#engine/changes/questions.ts';
import type { Definition } from '#engine/definition.ts';
import type { Scenario } from '#engine/rehearsal/index.ts';
import type { Ruleset } from '../ruleset.ts';
import laptop from './catalog/laptop.json' with { type: 'json' };
import changeQuestions from './change-questions.json' with { type: 'json' };
import emergencyChange from './emergency-change.json' with { type: 'json' };
import incident from './incident.json' with { type: 'json' };
import laptopRequest from './laptop-request.json' with { type: 'json' };
import majorIncident from './major-incident.json' with { type: 'json' };
import normalChange from './normal-change.json' with { type: 'json' };
import changeRisk from './rulesets/change-risk.json' with { type: 'json' };
import changeRiskPoints from './rulesets/change-risk-points.json' with { type: 'json' };
import incidentRouting from './rulesets/incident-routing.json' with { type: 'json' };
import laptopApproval from './rulesets/laptop-approval.json' with { type: 'json' };
import ofEmergencyChange from './scenarios/emergency-change.json' with { type: 'json' };
import ofIncident from './scenarios/incident.json' with { type: 'json' };
import ofLaptopRequest from './scenarios/laptop-request.json' with { type: 'json' };
import ofMajorIncident from './scenarios/major-incident.json' with { type: 'json' };
import ofNormalChange from './scenarios/normal-change.json' with { type: 'json' };
import ofStandardChange from './scenarios/standard-change.json' with { type: 'json' };
import ofStandardChangeProposal from './scenarios/standard-change-proposal.json' with {
  type: 'json',
};
import ofStandardChangeReview from './scenarios/standard-change-review.json' with { type: 'json' };
import standardChange from './standard-change.json' with { type: 'json' };
import standardChangeProposal from './standard-change-proposal.json' with { type: 'json' };
import standardChangeReview from './standard-change-review.json' with { type: 'json' };

export type ShippedCatalogItem = typeof laptop;

// A JSON module's literals are widened to plain strings; that they fit their schemas is what the test shows.
export const shippedProcesses = [
  laptopRequest,
  incident,
  normalChange,
  standardChange,
  standardChangeProposal,
  standardChangeReview,
  emergencyChange,
  majorIncident,
] as unknown as readonly Definition[];
export const shippedRulesets = [
  laptopApproval,
  incidentRouting,
  changeRisk,
  changeRiskPoints,
] as unknown as readonly Ruleset[];
/** What is asked about changes, until a tenant asks something else. */
export const shippedChangeQuestions = changeQuestions as unknown as readonly Question[];
export const shippedCatalogItems: readonly ShippedCatalogItem[] = [laptop];
/** How each of them is meant to run: played by the tests of every shell, and good to begin one’s own from. */
export const shippedScenarios = [
  ...ofLaptopRequest,
  ...ofIncident,
  ...ofMajorIncident,
  ...ofNormalChange,
  ...ofStandardChange,
  ...ofStandardChangeProposal,
  ...ofStandardChangeReview,
  ...ofEmergencyChange,
] as unknown as readonly Scenario[];
/**
 * Processes whose scenarios gate publishing from the start: that no change is made before it is approved is a control, and
 * whoever takes it out must say so. The others are there to be made one's own.
 */
export const gatedProcesses: ReadonlySet<string> = new Set(['normal-change']);
