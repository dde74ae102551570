package org.millwright.edge.source.opcua;

import org.eclipse.milo.opcua.stack.core.UaException;

/** The first phase of a session: which subscriptions of an earlier one go on in it. */
record TakingOver(Link link, Setting setting, Groups groups) {

    Phase.Outcome run() throws UaException, InterruptedException {
        TakeOver takeOver = new TakeOver(link);
        for (Kept.Survivor survivor : setting.kept().survivors()) {
            if (!setting.mayTransfer()) {
                // Anybody could ask for it in our name, and we for anybody's.
                setting.kept().giveUp(survivor.place());
                continue;
            }
            survivor.subscription().catchUp();
            switch (takeOver.of(survivor, setting.kept().items())) {
                case TakeOver.Result.Ours ours -> {
                    survivor.subscription().heard();
                    survivor.subscription().takenOver(survivor.notifications().retains());
                    groups.adopt(survivor, ours);
                }
                case TakeOver.Result.Refused(String status) -> {
                    setting.faults().add("transfer-refused");
                    setting.log()
                            .say("subscription " + survivor.subscription().id() + " is not taken over (" + status
                                    + ") and made anew");
                    setting.kept().giveUp(survivor.place());
                }
                case TakeOver.Result.Foreign() -> {
                    setting.faults().add("subscription-foreign");
                    setting.kept().giveUp(survivor.place());
                    setting.kept().putGapAway();
                    return new Phase.Outcome.Ended(
                            "subscription " + survivor.subscription().id() + " is not ours any more, and is let go");
                }
            }
        }
        return new Phase.Outcome.TakenOver();
    }
}
