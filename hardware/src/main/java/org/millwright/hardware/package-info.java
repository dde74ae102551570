/** What the gateway is made of and plugged into: cameras, frames, its own facts, its inference engine. */
@NullMarked
package org.millwright.hardware;

import org.jspecify.annotations.NullMarked;
