package org.millwright.edge.journal;

import org.millwright.edge.lineprotocol.Identity;

/** The account of one identity. */
public record SignalAccount(Identity identity, Account account) {}
