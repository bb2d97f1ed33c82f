import { testEveryPage } from './axe';
import { SIZES } from './pages';

testEveryPage(SIZES[0]);
