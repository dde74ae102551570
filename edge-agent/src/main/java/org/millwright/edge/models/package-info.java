/** The models of this gateway: immutable versions by hash, and which of them decides, is on trial, or decided before. */
@NullMarked
package org.millwright.edge.models;

import org.jspecify.annotations.NullMarked;
