// Calm screens: home, plans, contacts, places.
export { Contacts } from './contacts';
export { Home } from './home';
export { Lost, Outside } from './outside';
export { Plans } from './plans';
export { Sites } from './sites';
export { Vendors } from './vendors';
