"""What is irregular in English: forms of words, and two ways to spell."""

from __future__ import annotations


def _groups(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group.split()) for group in text.split(","))


# Verbs by their forms, and nouns by their plurals. Forms of "be", "have" and "do" are stop words.
IRREGULAR = _groups("""
arise arose arisen, awake awoke awoken, beat beaten, become became, begin began begun, bend bent,
bind bound, bite bit bitten, bleed bled, blow blew blown, break broke broken, breed bred, bring
brought, build built, burn burnt, buy bought, catch caught, choose chose chosen, cling clung, come
came, creep crept, deal dealt, dig dug, draw drew drawn, dream dreamt, drink drank drunk, drive
drove driven, eat ate eaten, fall fell fallen, feed fed, feel felt, fight fought, find found, flee
fled, fly flew flown, forbid forbade forbidden, forget forgot forgotten, forgive forgave forgiven,
freeze froze frozen, give gave given, grind ground, grow grew grown, hang hung, hear heard, hide
hid hidden, hold held, keep kept, kneel knelt, know knew known, lay laid, lead led, leap leapt,
learn learnt, leave left, lend lent, light lit, lose lost, make made, mean meant, meet met,
mistake mistook mistaken, outdo outdid outdone, overcome overcame, pay paid, prove proven, ride
rode ridden, ring rang rung, rise rose risen, run ran, say said, see saw seen, seek sought, sell
sold, send sent, sew sewn, shake shook shaken, shine shone, shoot shot, show shown, shrink shrank
shrunk, sing sang sung, sink sank sunk, sit sat, sleep slept, slide slid, smell smelt, sow sown,
speak spoke spoken, spell spelt, spend spent, spin spun, spring sprang sprung, stand stood, steal
stole stolen, stick stuck, sting stung, strike struck stricken, strive strove striven, swear swore
sworn, sweep swept, swell swollen, swim swam swum, swing swung, take took taken, teach taught,
tear tore torn, tell told, think thought, throw threw thrown, understand understood, undertake
undertook undertaken, wake woke woken, wear wore worn, weave wove woven, weep wept, win won,
withdraw withdrew withdrawn, write wrote written, bacterium bacteria, basis bases, calf calves,
child children, crisis crises, criterion criteria, curriculum curricula, foot feet, formula
formulae, goose geese, half halves, hypothesis hypotheses, index indices indexes, knife knives,
larva larvae, leaf leaves, life lives, loaf loaves, louse lice, man men, matrix matrices, medium
media, mouse mice, nucleus nuclei, ox oxen, person people, phenomenon phenomena, self selves,
shelf shelves, spectrum spectra, stimulus stimuli, stratum strata, synthesis syntheses, analysis
analyses, thesis theses, thief thieves, tooth teeth, vertex vertices, vertebra vertebrae, wife
wives, wolf wolves, woman women, good better best, bad worse worst, far farther further farthest
furthest
""")

# Beginnings of words as they are spelt in Britain and in America, beside -ise and -ize.
SPELLINGS = _groups("""
acknowledgement acknowledgment, ageing aging, aluminium aluminum, amongst among, anaem anem,
anaesthe anesthe, analogue analog, analys analyz, archaeolog archeolog, armour armor, artefact
artifact, behaviour behavior, calibre caliber, cancelled canceled, cancelling canceling, candour
candor, catalogue catalog, catalys catalyz, centre center, channelled channeled, channelling
channeling, cheque check, clamour clamor, colour color, cosy cozy, counsell counsel, defence
defense, demeanour demeanor, dialogue dialog, diarrhoea diarrhea, disc disk, draught draft,
encyclopaed encycloped, endeavour endeavor, enrol enroll, faec fec, favour favor, fibre fiber,
flavour flavor, foetal fetal, foetus fetus, fuelled fueled, fulfil fulfill, grey gray, gynaecolog
gynecolog, haem hem, harbour harbor, honour honor, humour humor, instalment installment, judgement
judgment, kilometre kilometer, labelled labeled, labelling labeling, labour labor, leukaem leukem,
levelled leveled, libell libel, licence license, litre liter, lustre luster, manoeuv maneuv,
marvell marvel, meagre meager, metre meter, millimetre millimeter, modelled modeled, modeller
modeler, modelling modeling, monologue monolog, mould mold, neighbour neighbor, odour odor,
oesophag esophag, oestr estr, offence offense, orthopaed orthoped, paediatr pediatr, paralys
paralyz, parlour parlor, plough plow, practis practic, pretence pretense, programme program,
rigour rigor, rumour rumor, saviour savior, savour savor, sceptic skeptic, signalled signaled,
signalling signaling, skilful skillful, sombre somber, spectre specter, splendour splendor, storey
story, sulph sulf, theatre theater, titre titer, towards toward, travelled traveled, traveller
traveler, travelling traveling, tumour tumor, tunnelling tunneling, tyre tire, valour valor,
vapour vapor, vigour vigor, whilst while, wilful willful
""")
