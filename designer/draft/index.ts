/** Drafts under the hands: history, saving by itself, joining what two people did; the same for every kind of document. */
export { DraftBar } from './bar';
export { flowDraft, hoursDraft, policyDraft, tableDraft } from './kinds';
export { useDraft, type Draft } from './use-draft';
export { useOpened, type Opened } from './opened';
export { type Hands, useHands } from './use-history';
export { FeelField } from './feel-field';
export type { FeelName } from './feel-names';
export { UsedBy } from './used-by';
export { useUndoKeys } from './use-undo-keys';
export { BilingualField, type Choice, ChoiceField, Field, ManyField, TextField, Toggle, isKey, useRoleChoices } from './fields';
export { JsonText, misfits } from './json-text';
