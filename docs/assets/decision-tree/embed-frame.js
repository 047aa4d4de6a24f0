/** All the scripts of an embed, in their order: `build_hooks/embed/` makes one of them. */

import './embed-listen.js';
import './player.js';
