/** What a training shows to people: one HTML page without scripts, and how far it is. Nothing of it goes to a gateway. */
@NullMarked
package org.millwright.hardware.training.report;

import org.jspecify.annotations.NullMarked;
