/** Health, metrics and the live page. Vert.x's types stay inside. */
@NullMarked
package org.millwright.edge.web;

import org.jspecify.annotations.NullMarked;
