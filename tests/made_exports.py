"""Exports for tests: registries and libraries as they write them, of studies that do not exist."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

PLANNED: dict[str, Any] = {
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT90000001",
            "organization": {"fullName": "Orrin Institute", "class": "INDUSTRY"},
            "briefTitle": "Velmarin Cells After Ischemic Stroke",
            "officialTitle": "A Randomized Study of Velmarin Cells Against Placebo After Ischemic Stroke",
            "acronym": "HALVERT",
        },
        "statusModule": {
            "statusVerifiedDate": "2024-05",
            "overallStatus": "RECRUITING",
            "lastUpdatePostDateStruct": {"date": "2024-05-20", "type": "ACTUAL"},
        },
        "sponsorCollaboratorsModule": {
            "leadSponsor": {"name": "Orrin Institute", "class": "INDUSTRY"},
            "collaborators": [{"name": "University of Tarn", "class": "OTHER"}],
        },
        "conditionsModule": {"conditions": ["Ischemic Stroke"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE2", "PHASE3"],
            "designInfo": {
                "allocation": "RANDOMIZED",
                "interventionModel": "PARALLEL",
                "maskingInfo": {"masking": "DOUBLE", "whoMasked": ["PARTICIPANT", "INVESTIGATOR"]},
            },
            "enrollmentInfo": {"count": 120, "type": "ESTIMATED"},
        },
        "armsInterventionsModule": {
            "armGroups": [
                {"label": "Velmarin", "type": "EXPERIMENTAL", "interventionNames": ["Biological: Velmarin"]},
                {"label": "Placebo", "type": "PLACEBO_COMPARATOR", "interventionNames": ["Other: Placebo"]},
            ],
            "interventions": [
                {"type": "BIOLOGICAL", "name": "Velmarin", "armGroupLabels": ["Velmarin"]},
                {"type": "OTHER", "name": "Placebo", "armGroupLabels": ["Placebo"]},
            ],
        },
        "outcomesModule": {
            "primaryOutcomes": [
                {"measure": "Change in modified Rankin Scale at 90 days", "timeFrame": "Baseline, 90 days"}
            ],
            "secondaryOutcomes": [{"measure": "People who walk alone", "timeFrame": "Day 90 and Day 180"}],
        },
        "eligibilityModule": {"minimumAge": "18 Years", "maximumAge": "80 Years", "sex": "ALL"},
        "contactsLocationsModule": {
            "locations": [{"facility": "A", "country": "Norway"}, {"facility": "B", "country": "Norway"}]
        },
    },
    "derivedSection": {"miscInfoModule": {"versionHolder": "2024-06-01"}},
    "hasResults": False,
}
_GROUPS = [{"id": "OG000", "title": "Velmarin"}, {"id": "OG001", "title": "Placebo"}]
_RESULTS: dict[str, Any] = {
    "participantFlowModule": {
        "groups": [{"id": "FG000", "title": "Velmarin"}, {"id": "FG001", "title": "Placebo"}],
        "periods": [
            {
                "title": "Overall Study",
                "milestones": [
                    {
                        "type": "STARTED",
                        "achievements": [
                            {"groupId": "FG000", "numSubjects": "58"},
                            {"groupId": "FG001", "numSubjects": "59"},
                        ],
                    }
                ],
            }
        ],
    },
    "outcomeMeasuresModule": {
        "outcomeMeasures": [
            {
                "type": "PRIMARY",
                "title": "Change in modified Rankin Scale at 90 days",
                "timeFrame": "Baseline, 90 days",
                "reportingStatus": "POSTED",
                "paramType": "MEAN",
                "dispersionType": "Standard Deviation",
                "unitOfMeasure": "units on a scale",
                "groups": _GROUPS,
                "denoms": [
                    {
                        "units": "Participants",
                        "counts": [{"groupId": "OG000", "value": "58"}, {"groupId": "OG001", "value": "57"}],
                    }
                ],
                "classes": [
                    {
                        "categories": [
                            {
                                "measurements": [
                                    {"groupId": "OG000", "value": "-0.9", "spread": "1.1"},
                                    {"groupId": "OG001", "value": "-0.7", "spread": "1.2"},
                                ]
                            }
                        ]
                    }
                ],
                "analyses": [
                    {
                        "groupIds": ["OG000", "OG001"],
                        "nonInferiorityType": "SUPERIORITY",
                        "pValue": "0.31",
                        "statisticalMethod": "ANCOVA",
                        "paramType": "Mean Difference (Final Values)",
                        "paramValue": "-0.2",
                        "ciPctValue": "95",
                        "ciNumSides": "TWO_SIDED",
                        "ciLowerLimit": "-0.6",
                        "ciUpperLimit": "0.2",
                    }
                ],
            },
            {
                "type": "SECONDARY",
                "title": "People who walk alone",
                "timeFrame": "Day 90 and Day 180",
                "reportingStatus": "POSTED",
                "paramType": "COUNT_OF_PARTICIPANTS",
                "unitOfMeasure": "Participants",
                "groups": _GROUPS,
                "denoms": [
                    {
                        "units": "Participants",
                        "counts": [{"groupId": "OG000", "value": "58"}, {"groupId": "OG001", "value": "57"}],
                    }
                ],
                "classes": [
                    {
                        "title": "Day 90",
                        "categories": [
                            {
                                "measurements": [
                                    {"groupId": "OG000", "value": "31"},
                                    {"groupId": "OG001", "value": "NA"},
                                ]
                            }
                        ],
                    }
                ],
                "analyses": [
                    {
                        "groupIds": ["OG000", "OG001"],
                        "pValue": "<.001",
                        "paramType": "Odds Ratio (OR)",
                        "paramValue": "1.4",
                    },
                    {
                        "groupIds": ["OG000"],
                        "pValue": "NS",
                        "ciPctValue": "90",
                        "ciLowerLimit": "0.1",
                        "ciUpperLimit": "0.3",
                    },
                ],
            },
        ]
    },
    "adverseEventsModule": {
        "frequencyThreshold": "5",
        "timeFrame": "180 days",
        "eventGroups": [
            {"id": "EG000", "title": "Velmarin", "seriousNumAffected": 4, "seriousNumAtRisk": 58},
            {"id": "EG001", "title": "Placebo", "seriousNumAffected": 3, "seriousNumAtRisk": 59},
        ],
        "seriousEvents": [
            {"term": "Seizure", "stats": [{"groupId": "EG000", "numAffected": 2, "numAtRisk": 58}]},
            {"term": "Fall", "stats": [{"groupId": "EG000", "numAffected": 0, "numAtRisk": 58}]},
        ],
        "otherEvents": [{"term": "Headache", "stats": [{"groupId": "EG001", "numAffected": 9, "numAtRisk": 59}]}],
    },
}


def planned(nct: str = "NCT90000001") -> dict[str, Any]:
    """Return a study of a registry without results."""
    study = deepcopy(PLANNED)
    study["protocolSection"]["identificationModule"]["nctId"] = nct
    return study


def reported(nct: str = "NCT90000001") -> dict[str, Any]:
    """Return the same study, stopped early and with results."""
    study = planned(nct)
    protocol = study["protocolSection"]
    protocol["statusModule"] |= {
        "statusVerifiedDate": "2025-03",
        "lastUpdatePostDateStruct": {"date": "2025-03-02", "type": "ACTUAL"},
        "overallStatus": "TERMINATED",
        "whyStopped": "Too few people were found",
        "resultsFirstPostDateStruct": {"date": "2025-03-02", "type": "ACTUAL"},
    }
    protocol["designModule"]["enrollmentInfo"] = {"count": 117, "type": "ACTUAL"}
    protocol["referencesModule"] = {
        "references": [{"pmid": "90000011", "type": "RESULT"}, {"pmid": "90000099", "type": "BACKGROUND"}]
    }
    study["resultsSection"] = deepcopy(_RESULTS)
    study["hasResults"] = True
    return study


def as_json(value: Any) -> str:
    """Return what a registry sends."""
    return json.dumps(value, indent=2)


PUBMED = """\
<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://example.invalid/p.dtd">
<PubmedArticleSet>
{articles}
</PubmedArticleSet>
"""
ARTICLE = """\
<PubmedArticle>
  <MedlineCitation Status="MEDLINE">
    <PMID Version="1">{pmid}</PMID>
    <DateRevised><Year>2031</Year><Month>01</Month><Day>09</Day></DateRevised>
    <Article PubModel="Print">
      <Journal>
        <JournalIssue CitedMedium="Print"><PubDate><Year>2025</Year><Month>Jun</Month></PubDate></JournalIssue>
        <Title>Annals of Invented Neurology</Title>
      </Journal>
      <ArticleTitle>Velmarin cells after <i>ischemic</i> stroke: a randomized trial.</ArticleTitle>
      <Abstract>
        <AbstractText Label="BACKGROUND">Cells were tried.</AbstractText>
        <AbstractText Label="RESULTS">They did no better.</AbstractText>
      </Abstract>
      <AuthorList><Author><LastName>Halloran</LastName><ForeName>Ida</ForeName></Author></AuthorList>
      <DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList>
        <AccessionNumber>{nct}</AccessionNumber></AccessionNumberList></DataBank></DataBankList>
      <PublicationTypeList>
        <PublicationType>Journal Article</PublicationType>
        <PublicationType>{type}</PublicationType>
      </PublicationTypeList>
    </Article>
    {links}
    <MeshHeadingList><MeshHeading><DescriptorName>Humans</DescriptorName></MeshHeading></MeshHeadingList>
  </MedlineCitation>
  <PubmedData><ArticleIdList>
    <ArticleId IdType="pubmed">{pmid}</ArticleId><ArticleId IdType="doi">10.5555/velmarin.{pmid}</ArticleId>
  </ArticleIdList>
  <ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.5555/cited</ArticleId></ArticleIdList></Reference>
  </ReferenceList></PubmedData>
</PubmedArticle>"""


def link(kind: str, pmid: str) -> str:
    """Return a link of one article to another."""
    return (
        f'<CommentsCorrectionsList><CommentsCorrections RefType="{kind}"><RefSource>Ann Inv Neurol</RefSource>'
        f'<PMID Version="1">{pmid}</PMID></CommentsCorrections></CommentsCorrectionsList>'
    )


def pubmed(*articles: str) -> str:
    """Return an export of PubMed in XML."""
    return PUBMED.format(articles="\n".join(articles or (article(),)))


def article(
    pmid: str = "90000011", *, nct: str = "NCT90000001", type_: str = "Randomized Controlled Trial", links: str = ""
) -> str:
    """Return one article of such an export."""
    return ARTICLE.format(pmid=pmid, nct=nct, type=type_, links=links)


NBIB = """\

PMID- 90000011
OWN - NLM
LR  - 20310109
TI  - Velmarin cells after ischemic stroke: a
      randomized trial.
AB  - BACKGROUND: Cells were tried. RESULTS: They did no better.
FAU - Halloran, Ida
PT  - Journal Article
PT  - Randomized Controlled Trial
SI  - ClinicalTrials.gov/NCT90000001
DP  - 2025 Jun
JT  - Annals of Invented Neurology
MH  - Humans
AID - 10.5555/velmarin.90000011 [doi]

PMID- 90000012
TI  - Velmarin cells in rats.
PT  - Journal Article
MH  - Animals
MH  - *Rats
RIN - Ann Inv Neurol. 2026 Jan;1(1):2. PMID: 90000013
DP  - 2019 Nov-Dec
JT  - Annals of Invented Neurology
LID - 10.5555/velmarin.90000012 [doi]
"""

RIS = """\
TY  - JOUR
AU  - Halloran, Ida
AU  - Tveit, Per
TI  - Velmarin cells after ischemic stroke: a randomized trial
JO  - Annals of Invented Neurology
PY  - 2025/06//
DO  - 10.5555/velmarin.90000011
AB  - Cells were tried.
ER  -

TY  - BOOK
TI  - All about cells
ER  -
"""

BIBTEX = r"""
@article{halloran2025,
  author = {Halloran, Ida and Tveit, Per},
  title = {{Velmarin} cells after isch{\ae}mic stroke: a randomized trial},
  journal = {Annals of Invented Neurology},
  year = {2025}, month = jun,
  doi = {10.5555/velmarin.90000011},
}
@book{all, title = {All about cells}}
"""

CSL = [
    {
        "id": "halloran2025",
        "type": "article-journal",
        "title": "Velmarin cells after ischemic stroke: a randomized trial",
        "container-title": "Annals of Invented Neurology",
        "author": [{"family": "Halloran", "given": "Ida"}],
        "issued": {"date-parts": [[2025, 6]]},
        "DOI": "10.5555/VELMARIN.90000011",
        "note": "PMID: 90000011",
    }
]

_COLUMNS = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,"
    "Paywalled,Notes"
)


def register(*rows: tuple[str, str, str, str]) -> str:
    """Return the data of Retraction Watch: of each row its date, nature, and the DOI and PubMed id of the article."""
    lines = [
        f'{number},"Cells, tried",(HSC),Tarn,Annals,Orrin,Norway,Ida Halloran,,Research Article,{date},unavailable,0,'
        f"6/1/2025 0:00,{doi},{pmid},{nature},+Concerns/Issues About Data;+Error in Analyses;,No,"
        for number, (date, nature, doi, pmid) in enumerate(rows, 71)
    ]
    return "\n".join((_COLUMNS, *lines)) + "\n"
