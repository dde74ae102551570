/**
 * What is known of the machines in, a ranked list of what to do out: the stage "advisory generation" of ISO 13374. Knows the
 * shifts and the production plan, and no protocol, model or store. Time comes in with each call.
 */
@NullMarked
package org.millwright.maintenance.advise;

import org.jspecify.annotations.NullMarked;
