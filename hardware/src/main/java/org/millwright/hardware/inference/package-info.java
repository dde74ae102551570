/** The gateway's inference engine: opens a model bundle, proves it on its golden samples, runs it. DJL's types stay inside. */
@NullMarked
package org.millwright.hardware.inference;

import org.jspecify.annotations.NullMarked;
