// What we say back to a text, in both languages. GSM-7 letters only, one segment each.
const en = {
  coming: '{practice}: Got it, you are coming. To change it, reply 1, 2 or 3 again.',
  cannot: '{practice}: Got it, you cannot come. To change it, reply 1, 2 or 3 again.',
  help: '{practice}: Got it, you need help. The lead sees it now. In an emergency call 911.',
  several: 'More than one downtime is open. Open the link in the text you want to answer.',
  none: 'Nothing is open for you right now. If you need help, call your practice.',
  unclear: 'We did not understand. Reply 1 coming, 2 cannot or 3 need help. STOP ends our texts.',
  about:
    'Holdfast sends downtime alerts for your practice. Reply 1 coming, 2 cannot, 3 need help. STOP ends our texts.',
  again: 'You get our downtime texts again. STOP ends them.',
  testGot: '{practice}: Got it, the test reached you. Thank you.',
  testLate: '{practice}: Thank you. The test was over already, so this counts as late.',
  testSeveral: 'More than one test waits for you. Open the link in each text and answer there.',
};

const es: typeof en = {
  coming: '{practice}: Recibido, usted viene. Para cambiar, responda 1, 2 o 3 otra vez.',
  cannot: '{practice}: Recibido, no puede venir. Para cambiar, responda 1, 2 o 3 otra vez.',
  help: '{practice}: Recibido, necesita ayuda. Ya lo ve quien dirige. En una emergencia llame al 911.',
  several: 'Hay más de un aviso abierto. Abra el enlace del mensaje que quiere responder.',
  none: 'No hay nada abierto para usted. Si necesita ayuda, llame a su clinica.',
  unclear: 'No entendimos. Responda 1 voy, 2 no puedo o 3 necesito ayuda. STOP termina los mensajes.',
  about:
    'Holdfast avisa cuando algo falla en su clinica. Responda 1 voy, 2 no puedo, 3 necesito ayuda. STOP termina.',
  again: 'Vuelve a recibir nuestros avisos. STOP los termina.',
  testGot: '{practice}: Recibido, la prueba le llegó. Gracias.',
  testLate: '{practice}: Gracias. La prueba ya había terminado y cuenta como tarde.',
  testSeveral: 'Hay más de una prueba para usted. Abra el enlace de cada mensaje y responda ahí.',
};

export type ReplyKey = keyof typeof en;

/** One sentence; the practice's name may be left out where the sentence has no place for it. */
export function replyWords(key: ReplyKey, language: 'en' | 'es', practice = ''): string {
  return { en, es }[language][key].replace('{practice}', () => practice);
}
