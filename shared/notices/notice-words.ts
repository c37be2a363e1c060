// What a notice says, in each language that it is written in.

import type { AccountType, DirectDepositStatus } from '../domain/direct-deposit.ts';

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

export type NoticeWords = {
  readonly subject: string;
  readonly greeting: (name: string) => string;
  readonly says: string;
  readonly before: string;
  readonly after: string;
  readonly none: string;
  readonly accountType: Readonly<Record<AccountType, string>>;
  readonly account: (parts: { type: string; mask: string; routingNumber: string }) => string;
  /** Said only of what is not paid to yet. */
  readonly status: Readonly<Partial<Record<DirectDepositStatus, string>>>;
  readonly when: string;
  readonly by: string;
  readonly actors: { readonly bank: string; readonly system: string };
  readonly ifItWasYou: string;
  readonly ifItWasNotYou: string;
  readonly replacedAddress: (day: string) => string;
  readonly noLinks: string;
};

export const noticeWords: Readonly<Record<Language, NoticeWords>> = {
  en: {
    subject: 'Your direct deposit was changed',
    greeting: (name) => `Hello ${name},`,
    says: 'The bank account that your pay goes to was changed.',
    before: 'Before',
    after: 'Now',
    none: 'no account',
    accountType: { checking: 'Checking account', savings: 'Savings account' },
    account: ({ type, mask, routingNumber }) => `${type} ${mask}, routing number ${routingNumber}`,
    status: {
      held: 'held until a payroll administrator has checked it',
      pending: 'not paid to yet',
      rejected: 'returned by the bank',
    },
    when: 'When',
    by: 'Changed by',
    actors: { bank: 'Your bank (correction)', system: 'The payroll system' },
    ifItWasYou: 'If you made this change, there is nothing to do.',
    ifItWasNotYou:
      'If you did not make this change, call your payroll department now, at a number that you know, and ask for it to be stopped.',
    replacedAddress: (day) =>
      `This address was replaced in our records on ${day}. If you did not ask for that, tell them so, too.`,
    noLinks: 'This mail has no links and asks for nothing. Do not answer it.',
  },
  es: {
    subject: 'Se cambió su depósito directo',
    greeting: (name) => `Hola, ${name}:`,
    says: 'Se cambió la cuenta bancaria en la que recibe su pago.',
    before: 'Antes',
    after: 'Ahora',
    none: 'ninguna cuenta',
    accountType: { checking: 'Cuenta corriente', savings: 'Cuenta de ahorros' },
    account: ({ type, mask, routingNumber }) => `${type} ${mask}, número de ruta ${routingNumber}`,
    status: {
      held: 'retenida hasta que un administrador de nómina la revise',
      pending: 'todavía no se paga en ella',
      rejected: 'devuelta por el banco',
    },
    when: 'Cuándo',
    by: 'Cambio hecho por',
    actors: { bank: 'Su banco (corrección)', system: 'El sistema de nómina' },
    ifItWasYou: 'Si usted hizo este cambio, no tiene que hacer nada.',
    ifItWasNotYou:
      'Si usted no hizo este cambio, llame ahora a su departamento de nómina, a un número que ya conozca, y pida que lo detengan.',
    replacedAddress: (day) =>
      `Esta dirección fue reemplazada en nuestros registros el ${day}. Si usted no lo pidió, dígalo también.`,
    noLinks: 'Este correo no tiene enlaces y no le pide nada. No lo responda.',
  },
};
