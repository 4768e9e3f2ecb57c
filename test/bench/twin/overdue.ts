import { type Address, type DirectorySlice, escalationAddress, type IssueEvent } from '#domain';
import { sign } from './commands';
import { end, nextPlanned, type Said, tell, type TwinIssue } from './issue';
import type { LimitName } from './rules';

/** What happens when nobody acts: reminders, cards, the system's signature, and the archive. */

type LookUp = (unit: string) => Promise<DirectorySlice>;

/** Works off what is planned up to `now`, in its order. True when something was said or ended. */
export async function workOff(issue: TwinIssue, now: string, said: Said, lookUp: LookUp): Promise<boolean> {
  let any = false;
  for (let due = nextPlanned(issue); due && due.at <= now && !issue.final; due = nextPlanned(issue)) {
    any = true;
    issue.at = now;
    issue.deadlines[due.name]?.left.shift();
    if (issue.deadlines[due.name]?.left.length === 0) end(issue, due.name);
    await fire(issue, due, said, lookUp);
  }
  return any;
}

async function fire(issue: TwinIssue, due: { name: LimitName; key: string; at: string }, said: Said, lookUp: LookUp) {
  const unit = issue.share?.unit ?? '';
  const note = (type: IssueEvent['type']): void =>
    void said.events.push({ type, at: issue.at, plannedAt: due.at, firedAt: issue.at, by: 'system', data: { clock: due.name } });
  const inform = (template: string, address: Address): void => tell(issue, said, template, address, { clock: due.name });
  const upward = async (from: 'unitHead' | 'parentHead'): Promise<Address> =>
    escalationAddress(await lookUp(unit), unit, from, []).address;
  switch (due.key) {
    case 'remindLeader':
      note('reminded');
      inform('reminded', { to: 'desk', role: 'shiftLeader', district: issue.intake.district });
      return;
    case 'supervise':
      note('limitPassed');
      inform('superviseListed', { to: 'desk', role: 'citySupervision', district: issue.intake.district });
      return;
    case 'autoSign':
      sign(issue, said, null);
      inform('signedBySystem', { to: 'unit', unit, as: 'liaison' });
      return;
    case 'tellHead':
      note('limitPassed');
      inform('limitPassed', await upward('unitHead'));
      return;
    case 'remind':
      note('reminded');
      inform('reminded', { to: 'unit', unit, as: 'liaison' });
      inform('reminded', { to: 'unit', unit, as: 'head' });
      return;
    case 'yellow':
    case 'red':
      issue.cards.push({ colour: due.key, unit, at: issue.at });
      note('cardIssued');
      inform('cardIssued', await upward(due.key === 'yellow' ? 'unitHead' : 'parentHead'));
      return;
    case 'whistle':
      note('whistleBlown');
      inform('whistleBlown', { to: 'unit', unit, as: 'dutyDesk' });
      inform('whistleBlown', { to: 'desk', role: 'chief', district: issue.intake.district });
      return;
    case 'over':
      note(due.name === 'archive' ? 'archived' : 'limitPassed');
      if (due.name !== 'archive') return;
      issue.stage = 'ARCHIVED';
      issue.final = true;
      return;
  }
}
