package io.herd.server.places;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Maps GeoNames' feature codes to Google's types. Missing codes are of no use in a search near a
 * point: historical features, boundaries, running water, roads, the sea bed, farms, machinery.
 */
public final class PlaceTypes {
    /**
     * Google's types, GeoNames' class, its codes. A plus stands for the types that Google gives to whatever it lists. Codes
     * without a class are not GeoNames' but the embedded table's: a postal code, a tide station.
     */
    private static final String TABLE = """
            locality,political            P PPL PPLA PPLA2 PPLA3 PPLA4 PPLA5 PPLC PPLCD PPLF PPLG PPLL PPLR PPLS STLMT
            neighborhood,political        P PPLX
            airport+                      S AIRP AIRF AIRB AIRH AIRT
            train_station,transit_station+ S RSTN RSTP
            subway_station,transit_station+ S MTRO
            light_rail_station,transit_station+ S TRAM
            bus_station,transit_station+  S BUSTN BUSTP
            transit_station+              S TRANT FY FYT
            parking+                      S PKLT
            park+                         L PRK RES RESF RESN RESW CMN
            park+                         S GDN
            amusement_park+               L AMUS
            campground+                   S CMP
            school+                       S SCH SCHA SCHL SCHM SCHN SCHT UNIP
            university+                   S UNIV SCHC
            library+                      S LIBR ARCHV
            museum,tourist_attraction+    S MUS
            zoo,tourist_attraction+       S ZOO
            hospital,health+              S HSP HSPL SNTR CTRM
            doctor,health+                S HSPC HSPD
            veterinary_care+              S VETF
            spa+                          S SPA
            lodging+                      S HTL GHSE RHSE RSRT HUT HUTS
            restaurant,food+              S REST
            store+                        S RET MKT
            shopping_mall,store+          S MALL
            bank,finance+                 S BANK
            atm,finance+                  S ATM
            post_office+                  S PO
            police+                       S PP
            courthouse+                   S CTHSE
            embassy+                      S DIP
            local_government_office+      S ADMF GOVL USGE CSTM
            church,place_of_worship+      S CH MSSN
            mosque,place_of_worship+      S MSQE
            synagogue,place_of_worship+   S SYG
            place_of_worship+             S TMPL PGDA SHRN RLG RLGR MSTY CVNT HERM NOV CTRR
            cemetery+                     S CMTY GRVE
            stadium+                      S STDM
            casino+                       S CSNO
            tourist_attraction+           S ANS ARCH ART CARN CAVE CSTL FT HSTS LTHSE MNMT OBPT PAL PYR PYRS RUIN TMB TOWR
            tourist_attraction+           S MLWND WRCK
            tourist_attraction+           L BTL
            tourist_attraction+           V FRSTF
            town_square+                  S SQR
            +                             S AMTH ATHF BDG BDGS BLDG BLDO CTRCM DAM MAR OBS OPRA PIER PS PSH PSN RECG RECR THTR
            +                             S BRKS CTRF CTRS FCL INSM ITTR PRKGT PRKHQ PRN STNB STNC STNF STNM JTY QUAY WHRF
            +                             L CTRB INDS MILB NVB PRT DEVH
            +                             R PRMN
            natural_feature,establishment H LK LKS LKC LKI LKN LKO LKSC PND PNDS RSV LGN LGNS BAY BAYS COVE FJD FJDS HBR INLT
            natural_feature,establishment H FLLS GLCR GYSR SPNG SPNT SPNS SD STRT GULF SEA RF RFC BOG MRSH MRSHN SWMP MOOR
            natural_feature,establishment T MT MTS PK PKS HLL HLLS VLC CRTR CONE BUTE MESA RK RKS CLF PASS RDGE SPUR DUNE
            natural_feature,establishment T ISL ISLS ISLET ISLF ISLT ATOL BCH BCHS CAPE PT PEN HDLD SPIT ISTH BAR
            natural_feature,establishment T CNYN GRGE VAL VALS GAP DSRT PLN PLAT UPLD
            natural_feature,establishment L OAS SALT
            natural_feature,establishment V FRST FRSTB GRSLD HTH MDW VIN
            postal_code                   - ZIP
            +                             - TIDE
            """;

    private static final Map<String, SettingType> KINDS = read();

    /** Of towns without a code. */
    private static final List<String> LOCALITY = List.of("locality", "political");

    private record SettingType(String featureClass, List<String> types) {}

    private PlaceTypes() {}

    private static Map<String, SettingType> read() {
        Map<String, SettingType> kinds = new HashMap<>();
        TABLE.lines().map(line -> line.split(" +", -1)).forEach(words -> {
            var kind = new SettingType(words[1], types(words[0]));
            for (int i = 2; i < words.length; i++) {
                if (kinds.put(words[i], kind) != null) {
                    throw new IllegalStateException(words[i] + " stands twice in the table of types");
                }
            }
        });
        return Map.copyOf(kinds);
    }

    private static List<String> types(String written) {
        return Stream.of(
                        written.replace("+", ",point_of_interest,establishment").split(",", -1))
                .filter(type -> !type.isEmpty())
                .toList();
    }

    /** Whether a feature of that class and code counts as a place. */
    public static boolean include(String featureClass, String code) {
        SettingType kind = KINDS.get(code);
        return kind != null && kind.featureClass.equals(featureClass);
    }

    /** The types of a feature of that code, the most specific first. */
    static List<String> of(String code) {
        SettingType kind = KINDS.get(code);
        return kind == null ? LOCALITY : kind.types;
    }
}
