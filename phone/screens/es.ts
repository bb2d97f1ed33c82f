// The phone in Spanish.
import es from '../words/es.json';
import { speak } from '../words';

speak(es);
