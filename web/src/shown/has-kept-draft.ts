export const keptDraftName = (employeeId: string): string => `draft ${employeeId}`;

/** Whether this tab was editing when it was left: asked before the editor is loaded. */
export const hasKeptDraft = (employeeId: string): boolean =>
  sessionStorage.getItem(keptDraftName(employeeId)) !== null;
