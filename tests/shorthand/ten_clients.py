"""Ten clients with four visits each, oldest first, as their therapists typed them."""

CLIENTS: dict[str, tuple[str, str, str, str]] = {
    "neck, insured": (
        (
            "hu; p7>5 desk; ut b3 rh b2 lev r3 trp; neck rot r60>70; "
            "mfr30 @ ut lev; ex15 : chin tuck 2x10; imp; 2xw6 str"
        ),
        (
            "hu; p6>4 desk; ut b3 rh b2 lev r2 trp; neck rot r65>75; "
            "mfr30 @ ut lev; ex15 : chin tuck 2x10; imp; 2xw5 str"
        ),
        (
            "hu; p6>4 desk; ut b2 rh b2 lev r2; neck rot r70>80; "
            "mfr30 @ ut lev; ex15 : chin tuck 3x10; imp; 1xw6 str"
        ),
        (
            "hu; p5>3 desk drv; ut b2 rh b1; neck rot r70>80 sb l30>35; "
            "fn drive 20>30min; mfr30 @ ut lev; ex15 : chin tuck 3x10, rows 2x10; imp; 1xw6 str hep"
        ),
    ),
    "weekly massage": (
        "hu; p5>3; ut b1; mt55 @ neck ut rh : eff pet; sleep+; tol; 1xw str",
        "hu; p5>3; ut b1; mt55 @ neck ut rh : eff pet; sleep+; tol; 1xw str",
        "hu; p4>3; ut b1; mt55 @ neck ut rh : eff pet; sleep+; tol; 1xw str",
        "hu; p5>3; ut b1; mt55 @ neck ut rh : eff pet; sleep+; tol; 1xw str",
    ),
    "low back": (
        "hu; lb p7>5 lifting; ql l3 es b2 spasm; L4 ttp; mfr40 @ ql es; no numb, ting; imps; 2xw3 post",
        "hu; lb p6>5 lifting; ql l3 es b2; L4 ttp; mfr40 @ ql es; no numb; nc; 2xw3 post heat",
        "hu; lb p6>4; ql l2 es b2; fn sit 20>30min; mfr30 @ ql es trp10 @ ql; imp; 2xw2 post",
        (
            "hu new med ibuprofen; lb p5>3 was 6 worst 8; ease heat rest; ql l2 es b1 ttp; "
            "fn sit 30>45min drive 30min; slr- b; mfr40 @ ql es; imp; 1xw4 cont"
        ),
    ),
    "shoulder": (
        (
            "hu; sh r p6; sh r flex 100>110 abd 90>95; infra r3 trp; "
            "mob15 @ sh r mfr25 @ sh r; ex10 : pulleys 2x10; tol; 2xw4 hep"
        ),
        (
            "hu; sh r p5; sh r flex 110>125 er 30>40; infra r3 trp; "
            "mob15 @ sh r mfr25 @ sh r; ex10 : pulleys 2x10; tol; 2xw4 hep"
        ),
        (
            "hu; sh r p5>4; sh r flex 115>130 er 35>45; infra r2 trp; "
            "mob15 @ sh r mfr25 @ sh r; ex10 : pulleys 3x10; imp; 2xw3 hep"
        ),
        (
            "hu; sh r p4>3; sh r flex 120>135 er 40>55 abd wnl; infra r2; hawk- r; "
            "no ttp; mob15 @ sh r mfr25 @ sh r; ex10 : pulleys 3x10, wall slides 2x10; "
            "dash 40>32; imp; 2xw3 hep prog"
        ),
    ),
    "headache and stress": (
        "hu; ha; stress; p4; neck ut b2 trp; so b ttp; trp15 @ ut mt30 @ neck; rel; brth",
        "hu; ha; stress; p4>2; neck ut b2 trp; trp15 @ ut mt30 @ neck; rel; brth",
        "hu; ha; p3>2; ut b2 trp; trp15 @ ut mt30 @ neck so; rel; brth",
        "hu; stress tired; p3>1; ut b1; no ha, dizz; trp15 @ ut mt30 @ neck so; hit6 60>52; rel; brth hyd",
    ),
    "lymphatic": (
        "hu; arm l swel; girth wr 18.0>17.8cm; mld45 @ arm l; tol; 3xw2",
        "hu; arm l swel; girth wr 17.8>17.5cm; mld45 @ arm l; tol; 3xw2",
        "hu; arm l swel; girth wr 17.6>17.3cm; mld45 @ arm l; tol; 3xw1",
        (
            "hu; arm l swel pit; girth wr 17.5>17.1cm; "
            'mld45 @ arm l; "bandaged, left larger than right"; tol; 2xw2 reeval'
        ),
    ),
    "knee after surgery": (
        (
            "hu; kn l p5; kn l flex 90>100 ext wnl; quad l2; "
            "mfr20 @ quad l; ex20 : quad sets 3x10; tolp; 2xw6 ice"
        ),
        "hu; kn l p4; kn l flex 95>110; quad l2; mfr20 @ quad l; ex20 : quad sets 3x10; tol; 2xw6 ice",
        (
            "hu; kn l p4>3; kn l flex 100>115; "
            "mfr20 @ quad l; ex20 : quad sets 3x10, slr ex 2x10; impm; 2xw5 ice hep"
        ),
        (
            "hu; kn l p3>2; kn l flex 110>120 ext wnl; g1 60%; fn climb better; "
            "no swel; mfr20 @ quad l; ex20 : quad sets 3x10, squats 2x10; impm; 1xw4 ice"
        ),
    ),
    "motor accident": (
        "hu; neck p8>6; ha; ut b3 guard; neck rot r40>50 l45>55; mfr38 @ neck ut; ndi 52%; imps; 3xw4",
        "hu; neck p7>5; ha; ut b3 guard; neck rot r45>55 l50>60; mfr38 @ neck ut; imps; 3xw4",
        "hu; neck p7>5; ut b3 scal r2; neck rot r50>60 l50>60; mfr38 @ neck ut; imp; 2xw4",
        (
            "hu; neck p6>4 drv; ut b2 scal r2 ttp; neck rot r55>65 l55>65 flex wnl; spurl- r; "
            "mfr38 @ neck ut; ndi 40>32%; g1 50%; imp; 2xw4 cont str"
        ),
    ),
    "client pays, prenatal": (
        "hu 24 weeks, no complaints; lb p3>2; mt60 @ back lb : eff; rel; prn",
        "hu 26 weeks; lb p4>2 stdg; mt60 @ back lb : eff; rel; prn sleepp",
        "hu 28 weeks; lb p4>2; glut b1; mt60 @ back lb glut : eff; rel sleep+; prn",
        (
            "hu 30 weeks, doctor agrees; lb p4>2 stdg; ease lying; glut b1; "
            "no swel; mt60 @ back lb glut : eff; rel; sleep+; prn sleepp"
        ),
    ),
    "free words and odd ones": (
        "s: drove 4h to Spokane, neck better since; ut b2; mfr30 @ neck; mfr15 @ lb; imp",
        "s: slept badly in a tent; ut b2; mfr30 @ neck; nc; cont",
        "new pillow, sleeps on her side; ut r2 l1; mfr30 @ neck; imp; cont",
        (
            "p: call the prescriber about the week of 3/12; masseter b2 knot; jaw open 30>36; "
            "mfr15 @ masseter trp10 @ temp; tol; slow; 1xw3"
        ),
    ),
}
