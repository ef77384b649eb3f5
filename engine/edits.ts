/**
 * `applyEdit` makes a new definition from an edit: pure and total, the same in the browser and on the server. An edit
 * that does not fit the definition returns it untouched (the same object), so that history need not keep it.
 */
import type { Definition } from './definition.ts';
import { onlyCollapsible, setCollapsed } from './edits/collapsing.ts';
import { dissolve } from './edits/dissolve.ts';
import type { Edit } from './edits/edit.ts';
import * as elements from './edits/elements.ts';
import * as flows from './edits/flows.ts';
import * as groups from './edits/groups.ts';
import * as notes from './edits/notes.ts';
import * as properties from './edits/properties.ts';
import * as scopes from './edits/scopes.ts';
import { wrapElements } from './edits/wrap.ts';

export { scopesAround, withBelongings } from './edits/belonging.ts';
export { beginsByItself, canConnect } from './edits/can-connect.ts';
export type { Edit } from './edits/edit.ts';
export { freeId } from './edits/ids.ts';
export { referringTo } from './edits/references.ts';

export function applyEdit(definition: Definition, edit: Edit): Definition {
  switch (edit.type) {
    case 'addElement':
      return elements.addElement(definition, edit);
    case 'removeElements':
      return withoutStrangers(elements.removeElements(definition, edit));
    case 'moveElements':
      return elements.moveElements(definition, edit);
    case 'updateElement':
      return withoutStrangers(elements.updateElement(definition, edit));
    case 'renameElement':
      return elements.renameElement(definition, edit);
    case 'insertOnFlow':
      return elements.insertOnFlow(definition, edit);
    case 'duplicateElements':
      return elements.duplicateElements(definition, edit);
    case 'reparentElements':
      return scopes.reparentElements(definition, edit);
    case 'attach':
      return scopes.attach(definition, edit);
    case 'wrapElements':
      return wrapElements(definition, edit);
    case 'dissolve':
      return withoutStrangers(dissolve(definition, edit));
    case 'connect':
      return flows.connect(definition, edit);
    case 'disconnect':
      return flows.disconnect(definition, edit);
    case 'updateFlow':
      return flows.updateFlow(definition, edit);
    case 'reorderFlows':
      return flows.reorderFlows(definition, edit);
    case 'setProperties':
      return properties.setProperties(definition, edit);
    case 'setCollapsed':
      return setCollapsed(definition, edit);
    case 'addGroup':
      return groups.addGroup(definition, edit);
    case 'updateGroup':
      return groups.updateGroup(definition, edit);
    case 'removeGroup':
      return groups.removeGroup(definition, edit);
    case 'addNote':
      return notes.addNote(definition, edit);
    case 'updateNote':
      return notes.updateNote(definition, edit);
    case 'removeNote':
      return notes.removeNote(definition, edit);
    case 'batch':
      return edit.edits.reduce(applyEdit, definition);
  }
}

/** What says how it is drawn speaks only of what is there. */
const withoutStrangers = (definition: Definition): Definition =>
  notes.onlyAboutKnown(groups.onlyGrouped(onlyCollapsible(definition)));
