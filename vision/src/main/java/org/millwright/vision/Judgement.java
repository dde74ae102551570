package org.millwright.vision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.millwright.vision.Inspection.Outcome;
import org.millwright.vision.Inspection.Place;
import org.millwright.vision.Inspection.Region;

/** Turns what the network said into an inspection, by the contract and a limit. */
record Judgement(SurfaceContract contract) {

    /** More are of no use to anybody. */
    private static final int MOST_REGIONS = 20;

    /** @param limit a score at or above it is a defect */
    Inspection of(Reader.Answer answer, double limit, double brightness) {
        if (!answer.isNumber()) {
            return Inspection.uncertain("the network gave no number; keep the picture and report it", brightness);
        }
        return answer.map()
                .map(map -> byMap(map, answer, limit, brightness))
                .orElseGet(() -> byClass(answer.classes(), limit, brightness));
    }

    private Inspection byMap(DefectMap map, Reader.Answer answer, double limit, double brightness) {
        float worst = map.worst();
        float cellLimit = DefectMap.logOdds(limit);
        boolean defect = worst >= cellLimit;
        // What is worse than the limit is drawn whatever the limit for drawing is.
        float drawn = Math.min(DefectMap.logOdds(contract.regionLimit()), worst);
        List<Region> regions = defect ? regions(map, drawn, answer.area()) : List.of();
        return new Inspection(
                defect ? Outcome.DEFECT : Outcome.GOOD,
                DefectMap.share(worst),
                regions.stream().findFirst().map(Region::place),
                "",
                defect ? defectClass(answer.classes()) : "",
                regions,
                Optional.of(new HeatMap(answer.area(), map)),
                Math.abs(worst - cellLimit) < contract.borderline(),
                brightness);
    }

    private List<Region> regions(DefectMap map, float limit, Place area) {
        double across = (double) area.width() / map.columns();
        double down = (double) area.height() / map.rows();
        List<Region> regions = new ArrayList<>();
        for (DefectMap.Cluster cluster : map.clusters(limit)) {
            if (regions.size() == MOST_REGIONS) {
                break;
            }
            int left = (int) Math.floor(cluster.left() * across);
            int top = (int) Math.floor(cluster.top() * down);
            int right = (int) Math.ceil((cluster.right() + 1) * across);
            int bottom = (int) Math.ceil((cluster.bottom() + 1) * down);
            Place place = new Place(area.x() + left, area.y() + top, right - left, bottom - top);
            regions.add(new Region(
                    place,
                    DefectMap.share(cluster.worst()),
                    Math.max(place.width(), place.height()) * contract.millimetresPerPixel()));
        }
        return regions;
    }

    private String defectClass(double[] shares) {
        if (shares.length == 0) {
            List<String> names = contract.defectClasses();
            return names.size() == 1 ? names.getFirst() : "";
        }
        return contract.classes().get(best(shares, contract.goodClass().orElse(-1)));
    }

    private Inspection byClass(double[] shares, double limit, double brightness) {
        int good = contract.goodClass().orElse(-1);
        int best = best(shares, good);
        double score = good >= 0 ? 1 - shares[good] : shares[best];
        boolean reached = Double.isNaN(limit) ? good < 0 || best(shares, -1) != good : score >= limit;
        String name = contract.classes().get(best);
        boolean borderline = !Double.isNaN(limit)
                && Math.abs(DefectMap.logOdds(score) - DefectMap.logOdds(limit)) < contract.borderline();
        if (!reached && good < 0) {
            return new Inspection(
                    Outcome.UNCERTAIN,
                    score,
                    Optional.empty(),
                    "no class is sure enough: \"" + name + "\" has " + Math.round(100 * score) + " %, the limit is "
                            + Math.round(100 * limit) + " %",
                    name,
                    List.of(),
                    Optional.empty(),
                    true,
                    brightness);
        }
        return new Inspection(
                reached ? Outcome.DEFECT : Outcome.GOOD,
                score,
                Optional.empty(),
                "",
                reached ? name : "",
                List.of(),
                Optional.empty(),
                borderline,
                brightness);
    }

    private static int best(double[] shares, int except) {
        int best = except == 0 ? 1 : 0;
        for (int i = 0; i < shares.length; i++) {
            if (i != except && shares[i] > shares[best]) {
                best = i;
            }
        }
        return best;
    }
}
