/** The one YAML file, as records, and every problem in it at once. Knows no vendor type but the YAML parser. */
@NullMarked
package org.millwright.edge.config;

import org.jspecify.annotations.NullMarked;
