/** Health, metrics and the live page. The types of Vert.x and of the Prometheus format stay inside. */
@NullMarked
package org.millwright.edge.web;

import org.jspecify.annotations.NullMarked;
