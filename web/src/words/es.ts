import type { Words } from './words.ts';

/** As the API's own sentences have it (shared/direct-deposits/split-view.ts). */
const explainInSpanish: NonNullable<Words['explain']> = (item, day) => {
  const { status, prenote, meanwhile, upcoming, bankAnswer, explanation } = item;
  const bank = bankAnswer === undefined ? '' : ` (${bankAnswer.code})`;
  if (status === 'held') return 'Retenida: no recibe nada hasta que nómina la libere.';
  if (status === 'rejected') return `Rechazada por el banco${bank}: no recibe nada; introduzca otra cuenta.`;
  const wait =
    prenote !== null && status === 'pending' ? ` La cuenta se verifica hasta el ${day(prenote.endsOn)}.` : '';
  if (upcoming !== null && explanation.nextDate === null)
    return upcoming.change === 'create'
      ? 'No está en vigor: el banco la rechazó; introduzca otra cuenta.'
      : 'Se paga como se muestra: el banco rechazó el cambio en camino; introduzca otra cuenta.';
  if (upcoming !== null) {
    const from = day(upcoming.effectiveOn);
    if (upcoming.change === 'create')
      return `Todavía no está en vigor: se paga a partir de la nómina del ${from}.${wait}`;
    if (upcoming.change === 'remove')
      return `Se paga hasta la nómina del ${from}, a partir de la cual desaparece.`;
    return `Se paga como se muestra hasta la nómina del ${from}, que paga según el cambio en camino.${wait}`;
  }
  if (wait !== '') {
    const meanwhileSays = {
      check: ' Hasta entonces su parte se paga por cheque.',
      live: ' Aun así se paga a la cuenta.',
      'previous-account': '',
    };
    return `Pendiente.${wait}${meanwhile === null ? '' : meanwhileSays[meanwhile]}`;
  }
  return 'Activa: su parte de cada pago va a esta cuenta.';
};

export const es: Words = {
  title: 'Depósito directo',
  signOut: 'Cerrar sesión',
  loading: 'Cargando…',
  noEmployee: 'Esta sesión no es de un empleado, así que no hay pago que dividir.',
  whose: (name) =>
    name === undefined
      ? {
          split: 'A dónde va su pago',
          none: 'Todavía no tiene depósito directo. Recibirá su pago por cheque hasta que agregue una cuenta.',
          netPay: 'Su pago neto',
          bar: 'Su pago neto dividido entre sus cuentas',
          change: 'Cambiar a dónde va su pago',
          order: 'Sus cuentas, en el orden en que se pagan',
          conflict: 'Su depósito directo cambió mientras tanto',
        }
      : {
          split: `A dónde va el pago de ${name}`,
          none: `${name} todavía no tiene depósito directo y recibe su pago por cheque.`,
          netPay: `Pago neto de ${name}`,
          bar: `El pago neto de ${name} dividido entre las cuentas`,
          change: `Cambiar a dónde va el pago de ${name}`,
          order: `Las cuentas de ${name}, en el orden en que se pagan`,
          conflict: `El depósito directo de ${name} cambió mientras tanto`,
        },
  netPayHint: 'Escriba un pago neto para ver cómo se dividiría.',
  account: { checking: 'Cuenta corriente', savings: 'Cuenta de ahorros' },
  routing: 'Número de ruta',
  ending: (mask) => `que termina en ${mask.replaceAll('*', '')}`,
  share: {
    fixed: (amount) => `${amount} de cada pago`,
    net: (percent) => `${percent} del pago neto`,
    remaining: (percent) => `${percent} de lo que queda`,
    remainder: 'Todo lo que queda',
  },
  status: {
    active: 'Activa',
    held: 'Retenida',
    pending: 'En verificación',
    rejected: 'Rechazada por el banco',
  },
  explain: explainInSpanish,
  next: (day) => `Próxima fecha: ${day}`,
  upcoming: {
    heading: 'Cambios en camino',
    create: 'se agrega',
    update: 'se cambia',
    remove: 'se quita',
    from: (day) => `a partir del pago del ${day}`,
    replaced: 'Lo que guarde aquí reemplaza estos cambios:',
    takeBack: 'Retirar',
    reallyTakeBack: '¿Retirar este cambio? Lo que está en vigor queda como está.',
    yes: 'Sí, retirarlo',
    no: 'No',
    tooLate: 'Ese cambio ya no estaba en espera, así que no se retiró. Así está ahora.',
  },
  reasons: {
    full: 'toda su parte',
    reduced: 'menos que su parte: las cuentas anteriores no dejaron más',
    'nothing-left': 'nada: las cuentas anteriores lo tomaron todo',
    'below-one-cent': 'nada: su parte es menos de un centavo',
    remainder: 'todo lo que queda',
    held: 'nada mientras esté retenida',
    rejected: 'nada: el banco la rechazó',
    check: 'se paga por cheque hasta que se verifique',
  },
  waits: {
    held: 'espera hasta que se libere',
    rejected: 'espera: el banco rechazó la cuenta',
  },
  payroll: {
    heading: 'Depósitos directos de todos los empleados',
    back: 'Volver a todos los empleados',
    find: 'Buscar un empleado',
    search: 'Parte de un nombre, o el comienzo de un número de empleado',
    found: 'Empleados',
    nobody: 'No se encontró a nadie.',
    more: 'Mostrar más',
    lists: { held: 'Retenidas', rejected: 'Rechazadas por el banco' },
    none: { held: 'No hay nada retenido.', rejected: 'No hay nada rechazado.' },
    release: 'Liberar',
    fourEyes: 'Cuatro ojos: quien pidió un cambio no puede liberarlo.',
    secondPerson: 'Usted mismo pidió este cambio; otra persona de nómina tiene que liberarlo.',
  },
  reveal: {
    show: (name) => `Mostrar número: ${name}`,
    button: 'Mostrar número',
    hide: 'Ocultar número',
    why: 'Para ver un número de cuenta completo tiene que iniciar sesión otra vez. En el historial queda registrado que alguien lo vio.',
    signIn: 'Iniciar sesión otra vez',
    cancel: 'Cancelar',
    number: 'Número de cuenta',
    reason: '¿Por qué lo mira? Queda registrado en el historial.',
    reasons: {
      'employee-asked': 'El empleado lo pidió',
      'payment-failed': 'Falló un pago',
      'bank-asked': 'El banco lo pidió',
      other: 'Otro motivo',
    },
  },
  edit: 'Cambiar',
  addFirst: 'Agregar una cuenta',
  editing: {
    orderHint:
      'Arrastre una cuenta, o use sus flechas, para cambiar el orden. La última toma todo lo que queda.',
    add: 'Agregar una cuenta',
    full: (most) => (most === 1 ? 'Puede haber una cuenta.' : `Puede haber como máximo ${most} cuentas.`),
    change: 'Editar',
    remove: 'Quitar',
    up: (name) => `Subir ${name}`,
    down: (name) => `Bajar ${name}`,
    drag: (name) => `Arrastrar ${name}`,
    save: 'Guardar',
    saving: 'Guardando…',
    cancel: 'Cancelar',
    preview: 'Qué pasaría',
    unnamed: (number) => `Cuenta ${number}`,
    newAccount: 'nueva',
    confirmLabel: 'Comparé este número con un estado de cuenta; es el número de una cuenta.',
    restored: 'Aquí están sus cambios de antes. Los números de cuenta nunca se guardan: escríbalos de nuevo.',
    typeAgain: 'Edite esta cuenta y escriba de nuevo su número de cuenta.',
  },
  form: {
    addHeading: 'Agregar una cuenta',
    changeHeading: 'Editar una cuenta',
    nickname: 'Un nombre para usted (opcional)',
    type: 'Tipo de cuenta',
    routingHint: 'Los primeros 9 dígitos al pie de un cheque.',
    accountNumber: 'Número de cuenta',
    accountNumberHint:
      'En un cheque, los dígitos después del número de ruta. No es el número de una tarjeta.',
    again: 'Número de cuenta, otra vez',
    keeps: (mask) => `${mask}; déjelo vacío para conservarlo`,
    shareKind: 'Su parte',
    kinds: {
      fixed: 'Una cantidad fija de cada pago',
      percentage: 'Un porcentaje',
      remainder: 'Todo lo que queda',
    },
    amount: 'Cantidad',
    percentage: 'Porcentaje',
    basis: 'De',
    bases: { net: 'todo el pago neto', remaining: 'lo que dejan las cuentas anteriores' },
    ok: 'Aceptar',
    cancel: 'Cancelar',
    required: 'Complete este campo.',
    check: 'Número de ruta y número de cuenta en un cheque: al pie, de izquierda a derecha.',
  },
  saved: {
    heading: 'Guardado',
    from: (day) => `Cuenta a partir del pago del ${day}.`,
    now: 'Cuenta a partir del próximo pago.',
    receipt: (sequence) => `Recibo ${sequence}`,
    close: 'Cerrar',
  },
  conflict: {
    says: 'Alguien, quizás usted en otra ventana, guardó un cambio después de que usted empezó. No se pierde nada de lo suyo.',
    theirs: 'Como está ahora',
    yours: 'Como usted lo quiere',
    merged: 'Ambas juntas',
    mergedSays: 'Sus cambios y los de la otra parte son compatibles.',
    clash: 'Cambiado por ambas partes; quedaría lo suyo.',
    useTheirs: 'Descartar mis cambios',
    useMine: 'Conservar mis cambios y revisarlos',
  },
  trouble: {
    heading: 'No funcionó',
    offline: 'No hubo respuesta. No se pierde nada: intente de nuevo y no se hará dos veces.',
    busy: 'El servicio está ocupado. Intente de nuevo en un momento.',
    running: 'Todavía se está guardando. Intente de nuevo en un momento; no se hará dos veces.',
    budget: 'Hoy no se pueden introducir más números de cuenta nuevos.',
    wait: (span) => `Intente de nuevo en ${span}.`,
    rules: 'Primero hay que corregir algunos datos.',
    forbidden: 'Usted no puede hacer eso.',
    again: 'Intentar de nuevo',
    id: (id) => `Número de esta solicitud: ${id}`,
  },
  history: {
    heading: 'Historial',
    show: 'Mostrar el historial',
    hide: 'Ocultar el historial',
    empty: 'Todavía no ha pasado nada.',
    by: (subject) => `por ${subject}`,
    actions: {
      create: 'Agregada',
      update: 'Cambiada',
      delete: 'Quitada',
      replace: 'División nueva',
      reveal: 'Número de cuenta mostrado',
      release: 'Liberada',
      cancel: 'Cambio cancelado',
      'take-effect': 'Entró en vigor',
      prenote: 'Verificación enviada',
      return: 'Devuelta por el banco',
      correction: 'Corregida por el banco',
      'payroll-read': 'Leída por nómina',
    },
  },
  rules: {
    'routing.length': 'Un número de ruta tiene exactamente 9 dígitos.',
    'routing.checksum': 'El número de ruta no pasa su verificación; un dígito está mal escrito.',
    'routing.prefix': 'Ningún banco tiene un número de ruta que empiece con estos dígitos.',
    'account.chars': 'Un número de cuenta tiene de 4 a 17 dígitos.',
    'account.zero': 'Un número de cuenta no puede ser solo ceros.',
    'account.repeat': 'El número de cuenta repite un dígito; compárelo con un estado de cuenta.',
    'account.looksLikeCard': 'Esto parece el número de una tarjeta; la cuenta tiene su propio número.',
    'account.confirm': 'El número de cuenta y su repetición son distintos.',
    'account.equalsRouting': 'El número de cuenta es el número de ruta.',
    'account.type': 'La cuenta es corriente o de ahorros.',
    'mask.token': 'Un número enmascarado representa otra cuenta; déjelo vacío o escriba el número completo.',
    'nickname.length': 'Un nombre tiene de 1 a 100 caracteres.',
    'nickname.chars': 'Un nombre no tiene caracteres de control.',
    'allocation.kind': 'Una parte es una cantidad fija, un porcentaje o lo que queda.',
    'split.amount': 'Una cantidad fija va de $0.01 a $99,999.99.',
    'split.percent': 'Un porcentaje va de 0.01 % a 100 %, y la suma no pasa de 100 %.',
    'split.destination': 'Ese depósito directo ya no existe.',
    'splits.max': 'No se pueden tener más cuentas.',
    'splits.remainder': 'Exactamente una cuenta toma lo que queda, y es la última.',
    'splits.priority': 'La cuenta que toma lo que queda va al final.',
    'splits.duplicate': 'Ya tiene un depósito directo a esta cuenta.',
    'effective.date': 'Un cambio vale desde el próximo pago hasta dentro de 180 días.',
    'upcoming.notInForce': 'Este depósito directo todavía no está vigente; cancélelo y agregue otro.',
    'payroll.locked': 'La nómina se está procesando; nada puede cambiar hasta que termine.',
    'fraud.sharedAccount': 'A otro empleado se le paga en esta cuenta.',
    'fraud.velocity': 'Hace poco se cambió a dónde va el pago; nómina revisa primero este cambio.',
    'fraud.approval': 'Una segunda persona de nómina revisa cada cambio de cuenta.',
    'return.code': 'El banco devolvió un pago a esta cuenta.',
    'noc.code': 'El banco corrigió esta cuenta; la anterior no se puede volver a escribir.',
    'netPay.amount': 'Un pago neto va de $0.00 a $99,999,999.99.',
    'netPay.count': 'Una simulación toma de 1 a 1000 pagos.',
  },
};
