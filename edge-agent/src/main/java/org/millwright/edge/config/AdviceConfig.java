package org.millwright.edge.config;

import java.time.Duration;
import org.millwright.maintenance.advise.WorkCalendar;

/**
 * When repairs can be done.
 *
 * @param job how long a machine must stand for one
 */
public record AdviceConfig(Duration job, WorkCalendar calendar) {}
