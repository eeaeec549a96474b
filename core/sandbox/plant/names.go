package plant

var families = []string{"김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오", "서", "신", "권", "황", "안", "송", "류", "홍"}

var givens = []string{
	"민준", "서연", "도윤", "하은", "시우", "지우", "예준", "수아", "주원", "서윤", "지호", "채원", "준서", "다은", "현우",
	"유진", "건우", "소율", "우진", "예린", "선우", "나윤", "은우", "보람", "승현", "가을", "태양", "하늘", "재윤", "미나",
}

// goods are what a Korean web shop sells, with a typical price in won.
var goods = []struct {
	name string
	won  int64
}{
	{"아메리카노 원두 1kg", 24_900}, {"무선 이어폰 케이스", 12_900}, {"겨울 패딩 점퍼 (블랙/M)", 189_000},
	{"제주 감귤 5kg 선물세트", 32_800}, {"캠핑 의자 2개", 79_800}, {"어린이 그림책 10권", 98_000},
	{"핸드크림 3종", 17_500}, {"노트북 파우치 14인치", 28_000}, {"러닝화 (화이트/255)", 129_000},
	{"한우 불고기 1kg", 68_000}, {"스마트 체중계", 45_900}, {"여행용 캐리어 24인치", 156_000},
	{"에어프라이어 5.5L", 119_900}, {"고양이 사료 6kg", 52_300}, {"머그컵 세트", 19_800},
	{"공연 티켓 R석 2매", 264_000}, {"호텔 1박 숙박권", 318_000}, {"온라인 강의 3개월", 210_000},
	{"휴대폰 보호필름", 4_500}, {"김치 3종 세트", 38_900}, {"등산 배낭 30L", 87_000},
	{"블루투스 키보드", 59_000}, {"유아 카시트", 389_000}, {"로봇 청소기", 698_000},
	{"기프트 카드 5만원", 50_000}, {"꽃다발 (장미)", 55_000}, {"비타민 6개월분", 64_800},
	{"노트북 13인치", 1_489_000}, {"커피 머신", 549_000}, {"수분 크림 50ml", 36_000},
}

// abroad are customers and goods of the other currencies; cents and fils are minor units.
var abroad = []struct {
	customer, name string
}{
	{"a.schmidt", "Ceramic bowl set"}, {"j.dupont", "Linen jacket"}, {"m.rossi", "Espresso cups"},
	{"l.jansen", "Bicycle bell"}, {"e.lopez", "Skin care box"}, {"k.novak", "Wool scarf"},
}

var japan = []struct {
	customer, name string
}{
	{"佐藤.0117", "韓国コスメ セット"}, {"鈴木.0242", "海苔 詰め合わせ"}, {"高橋.0380", "K-POP アルバム"}, {"田中.0455", "陶器の茶碗"},
}

var gulf = []struct {
	customer, name string
}{
	{"f.alsabah", "Perfume set"}, {"n.almutairi", "Tea ceremony set"}, {"y.alrashid", "Silk scarf"},
}
