/** Facts of this gateway: processor, memory, operating system. */
@NullMarked
package org.millwright.hardware.gateway;

import org.jspecify.annotations.NullMarked;
